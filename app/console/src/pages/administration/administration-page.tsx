import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('administration', { en: ENGLISH, de: GERMAN })

/** Users and keys. */
export default function AdministrationPage() {
  const { t } = useTranslation('administration')
  return <Title order={1}>{t('title')}</Title>
}
