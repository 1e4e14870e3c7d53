import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('platform', { en: ENGLISH, de: GERMAN })

/** What the environment is made of, and where its tools are. */
export default function PlatformPage() {
  const { t } = useTranslation('platform')
  return <Title order={1}>{t('title')}</Title>
}
