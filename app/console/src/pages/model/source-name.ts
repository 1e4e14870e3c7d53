import { useTranslation } from 'react-i18next'

const KNOWN = ['shipped', 'table', 'stored patients', 'public table'] as const

/** What a version learned from, in words. */
export function useSourceName(): (source: string) => string {
  const { t } = useTranslation('model')
  return (source) => {
    const known = KNOWN.find((one) => one === source)
    return known === undefined ? t('source.other', { source }) : t(`source.${known}`)
  }
}
