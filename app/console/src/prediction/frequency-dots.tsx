import { useTranslation } from 'react-i18next'

const COLUMNS = 20
const STEP = 12
const ALL = Array.from({ length: 100 }, (_, index) => index)

/** A hundred patients, of whom so many come back. */
export function FrequencyDots({ count }: { count: number }) {
  const { t } = useTranslation('prediction')
  return (
    <svg
      viewBox={`0 0 ${COLUMNS * STEP} ${(ALL.length / COLUMNS) * STEP}`}
      role="img"
      aria-label={t('dots.label', { count })}
      className="prediction-dots"
    >
      {ALL.map((index) => (
        <circle
          key={index}
          className={index < count ? 'back' : 'away'}
          cx={(index % COLUMNS) * STEP + STEP / 2}
          cy={Math.floor(index / COLUMNS) * STEP + STEP / 2}
          r={index < count ? 4.5 : 4}
        />
      ))}
    </svg>
  )
}
