import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('overview', { en: ENGLISH, de: GERMAN })

/** Truth about services, traffic, predictions, drift and the model. */
export default function OverviewPage() {
  const { t } = useTranslation('overview')
  return <Title order={1}>{t('title')}</Title>
}
