import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('institutions', { en: ENGLISH, de: GERMAN })

/** The institutions that the service knows. */
export default function InstitutionsPage() {
  const { t } = useTranslation('institutions')
  return <Title order={1}>{t('title')}</Title>
}
