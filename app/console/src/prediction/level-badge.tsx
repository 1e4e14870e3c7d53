import { Badge, type BadgeProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Level } from './prediction.ts'

const COLOURS = { LOW: 'green', MEDIUM: 'yellow', HIGH: 'red' } as const

/** A shape of its own for each level: circle, diamond, triangle. Colour alone would tell some nothing. */
const SHAPES = {
  LOW: <circle cx="6" cy="6" r="4" />,
  MEDIUM: <path d="M6 1 11 6 6 11 1 6Z" />,
  HIGH: <path d="M6 1 11.5 11H.5Z" />,
} as const

/** A risk level by word, shape and colour. */
export function LevelBadge({ level, ...props }: { level: Level } & BadgeProps) {
  const { t } = useTranslation('prediction')
  return (
    <Badge
      variant="light"
      miw="max-content"
      color={COLOURS[level]}
      leftSection={
        <svg width="12" height="12" fill="currentColor" aria-hidden="true">
          {SHAPES[level]}
        </svg>
      }
      {...props}
    >
      {t(`level.${level}`)}
    </Badge>
  )
}
