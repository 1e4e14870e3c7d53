import { Group, Text } from '@mantine/core'
import { scaleLinear } from 'd3-scale'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../figures/use-figures.ts'
import type { Prediction } from './prediction.ts'

const HEIGHT = 74
const TRACK = { top: 34, height: 14 }
const AXIS = TRACK.top + TRACK.height

/** Where a label is anchored, so that it stays inside the picture. */
const anchorAt = (percent: number): 'start' | 'middle' | 'end' =>
  percent < 22 ? 'start' : percent > 78 ? 'end' : 'middle'

const endAt = (percent: number): 'start' | 'middle' | 'end' =>
  percent < 2 ? 'start' : percent > 97 ? 'end' : 'middle'

/** What the picture shows, in words. */
function useLabel({ probability, baseline, uncertainty }: Prediction): string {
  const { t } = useTranslation('prediction')
  const { percent } = useFigures()
  const shown = { probability: percent(probability), base: percent(baseline.probability) }
  if (uncertainty === null) return t('scale.plain', shown)
  const { low, high } = uncertainty.interval
  return t('scale.label', { ...shown, low: percent(low), high: percent(high) })
}

/** The probability on a scale, beside the average and what similar stays came to. */
export function ProbabilityScale({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation('prediction')
  const { percent, wholePercent } = useFigures()
  const { probability, baseline, uncertainty } = prediction
  const interval = uncertainty?.interval
  const average = baseline.probability
  const highest = Math.max(0.2, probability * 1.3, (interval?.high ?? 0) * 1.15)
  const scale = scaleLinear()
    .domain([0, Math.min(1, highest)])
    .range([0, 100])
    .clamp(true)
  const at = (share: number) => `${scale(share)}%`
  const base = percent(baseline.probability)
  const label = useLabel(prediction)
  const middle = TRACK.top + TRACK.height / 2
  return (
    <div className="prediction-scale">
      <svg width="100%" height={HEIGHT} role="img" aria-label={label} overflow="visible">
        <rect className="track" y={TRACK.top} width="100%" height={TRACK.height} rx="3" />
        <rect
          className="value"
          y={TRACK.top}
          width={at(probability)}
          height={TRACK.height}
          rx="3"
        />
        {scale.ticks(5).map((tick) => (
          <g key={tick}>
            <line className="tick" x1={at(tick)} x2={at(tick)} y1={AXIS + 3} y2={AXIS + 8} />
            <text className="tick-label" x={at(tick)} y={AXIS + 22} textAnchor={endAt(scale(tick))}>
              {wholePercent(tick)}
            </text>
          </g>
        ))}
        {interval !== undefined && (
          <g className="interval">
            <line x1={at(interval.low)} x2={at(interval.high)} y1={middle} y2={middle} />
            {[interval.low, interval.high].map((end) => (
              <line key={end} x1={at(end)} x2={at(end)} y1={middle - 6} y2={middle + 6} />
            ))}
          </g>
        )}
        <line className="average" x1={at(average)} x2={at(average)} y1="20" y2={AXIS + 3} />
        <text
          className="average-label"
          x={at(average)}
          y="14"
          textAnchor={anchorAt(scale(average))}
        >
          {t('scale.average', { base })}
        </text>
      </svg>
      {interval !== undefined && (
        <Group gap={6} wrap="nowrap" aria-hidden="true">
          <svg width="20" height="10" className="interval" aria-hidden="true">
            <path d="M1.5 5H18.5M1.5 1V9M18.5 1V9" />
          </svg>
          <Text size="xs" c="dimmed">
            {t('scale.interval')}
          </Text>
        </Group>
      )}
    </div>
  )
}
