import { Button, Divider, Group, Paper, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../figures/use-figures.ts'
import { Advice } from './advice.tsx'
import { Certainty } from './certainty.tsx'
import { Contributions } from './contributions.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { FrequencyDots } from './frequency-dots.tsx'
import { LevelBadge } from './level-badge.tsx'
import type { HumanAction, Prediction, Stay } from './prediction.ts'
import { ProbabilityScale } from './probability-scale.tsx'
import { Provenance } from './provenance.tsx'
import { Unseen } from './unseen.tsx'
import { useLightPrint } from './use-light-print.ts'
import './prediction.css'

interface PredictionResultProps {
  readonly prediction: Prediction
  readonly stay?: Stay
  /** What was decided before it is shown. */
  readonly decided?: HumanAction | null
  /** Tells what is recorded here. */
  readonly onDecided?: (action: HumanAction) => void
}

/** A prediction with everything a person needs to judge it, and the decision asked of that person. */
export function PredictionResult(props: PredictionResultProps) {
  const { prediction, stay, decided = null, onDecided } = props
  const { t } = useTranslation('prediction')
  const heading = useRef<HTMLHeadingElement>(null)
  const { prediction_id: id } = prediction
  useLightPrint()
  // A new result takes the focus: it may be below what the eye or the screen reader is at.
  useEffect(() => {
    if (id !== '') heading.current?.focus()
  }, [id])
  return (
    <Paper withBorder p="lg" className="prediction" component="article" aria-labelledby="result">
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2} size="h3" id="result" ref={heading} tabIndex={-1}>
              {t('heading')} · {prediction.patient_id.slice(0, 40)}
            </Title>
            <Text c="dimmed">{t('within')}</Text>
          </div>
          <Button variant="default" size="xs" className="no-print" onClick={() => print()}>
            {t('print')}
          </Button>
        </Group>
        <Figure prediction={prediction} />
        <Divider />
        <Stack gap="lg" className="prediction-sections">
          <Contributions prediction={prediction} />
          <Certainty prediction={prediction} />
          <Unseen />
          <Advice texts={prediction.recommendations} />
        </Stack>
        <Divider />
        <Stack gap="lg" className="prediction-record">
          <DecisionPanel
            key={id}
            prediction={prediction}
            decided={decided}
            {...(onDecided !== undefined && { onDecided })}
          />
          <Divider className="no-print" />
          <Provenance prediction={prediction} {...(stay !== undefined && { stay })} />
        </Stack>
        <Text size="sm" fw={600}>
          {t('limits')}
        </Text>
      </Stack>
    </Paper>
  )
}

/** The probability against the average, as a number, as people, on a scale, and as a level. */
function Figure({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation('prediction')
  const { percent } = useFigures()
  const { probability, risk_level: level, baseline } = prediction
  const count = Math.round(probability * 100)
  return (
    <Stack gap="md">
      <VisuallyHidden role="status">
        {t('announced', { probability: percent(probability), level: t(`level.${level}`) })}
      </VisuallyHidden>
      <Group gap="xl" align="flex-end">
        <div>
          <Text size="sm" c="dimmed">
            {t('probability')}
          </Text>
          <Text className="prediction-probability">{percent(probability)}</Text>
        </div>
        <Stack gap={4} align="flex-start">
          <Text size="sm" c="dimmed">
            {t('level.label')}
          </Text>
          <LevelBadge level={level} size="xl" />
          <Text size="sm" c="dimmed">
            {t(`level.${level}_meaning`)}
          </Text>
        </Stack>
      </Group>
      <ProbabilityScale prediction={prediction} />
      <Group gap="lg" align="center">
        <FrequencyDots count={count} />
        <div className="prediction-frequency">
          <Text fw={600}>{t('frequency', { count })}</Text>
          <Text size="sm" c="dimmed">
            {t('average', { share: percent(baseline.probability) })}
          </Text>
        </div>
      </Group>
    </Stack>
  )
}
