import { Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Texture } from '../../charts/texture.tsx'
import { inkOf } from '../../charts/tone.ts'
import { useFigures } from '../../figures/use-figures.ts'
import { LEVEL_LOOKS } from '../../levels/level-looks.ts'
import type { LevelCounts } from './queries.ts'

/** Predictions by level: their number, a bar of their shares, and the same in words. */
export function LevelBar({ counts }: { counts: LevelCounts | undefined }) {
  const { t } = useTranslation('institutions')
  const { count } = useFigures()
  const id = useId()
  if (counts === undefined) return <Text size="sm">{t('unknown')}</Text>
  const values = [counts.low, counts.medium, counts.high]
  const total = values.reduce((sum, value) => sum + value, 0)
  const startOf = (part: number) => values.slice(0, part).reduce((sum, value) => sum + value, 0)
  return (
    <>
      <Text span>{count(total)}</Text>
      {total > 0 && (
        <>
          <svg width="100%" height={12} aria-hidden style={{ display: 'block' }}>
            {LEVEL_LOOKS.map(({ name, tone, texture }, part) => (
              <g key={name}>
                <Texture id={`${id}-${part}`} name={texture} ink={inkOf(tone)} />
                <rect
                  x={`${(100 * startOf(part)) / total}%`}
                  width={`${(100 * (values[part] ?? 0)) / total}%`}
                  height={12}
                  fill={`url(#${id}-${part})`}
                />
              </g>
            ))}
          </svg>
          <Text span size="sm" c="dimmed">
            {t('levels', {
              low: count(counts.low),
              medium: count(counts.medium),
              high: count(counts.high),
            })}
          </Text>
        </>
      )}
    </>
  )
}
