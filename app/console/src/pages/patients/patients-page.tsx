import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('patients', { en: ENGLISH, de: GERMAN })

/** Patients of the own institution, by pseudonym. */
export default function PatientsPage() {
  const { t } = useTranslation('patients')
  return <Title order={1}>{t('title')}</Title>
}
