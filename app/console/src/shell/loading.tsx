import { Center, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Says that something is under way, to eyes and screen readers. */
export function Loading() {
  const { t } = useTranslation()
  return (
    <Center role="status" aria-label={t('loading')} p="xl">
      <Loader />
    </Center>
  )
}
