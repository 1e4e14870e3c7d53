import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('predict', { en: ENGLISH, de: GERMAN })

/** Asks for a prediction and shows it. */
export default function PredictPage() {
  const { t } = useTranslation('predict')
  return <Title order={1}>{t('title')}</Title>
}
