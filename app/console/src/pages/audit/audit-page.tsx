import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('audit', { en: ENGLISH, de: GERMAN })

/** What was done, by whom, and whether the record is whole. */
export default function AuditPage() {
  const { t } = useTranslation('audit')
  return <Title order={1}>{t('title')}</Title>
}
