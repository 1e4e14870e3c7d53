import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Version } from './queries.ts'
import { stateOf } from './version-state.ts'

const TONES = {
  serving: 'green',
  refused: 'red',
  failed: 'red',
  earlier: 'gray',
  candidate: 'blue',
} as const

/** Where a version stands, in words. */
export function StateBadge({ version }: { version: Version }) {
  const { t } = useTranslation('model')
  const state = stateOf(version)
  return (
    <Badge variant="light" color={TONES[state]} tt="none">
      {t(`versions.state.${state}`)}
    </Badge>
  )
}
