import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Asks for a prediction and shows it. */
export default function PredictPage() {
  const { t } = useTranslation()
  return <Title order={1}>{t('pages.predict')}</Title>
}
