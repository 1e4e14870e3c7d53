import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { answerOf, api, type Schema } from '../api/api.ts'
import { useFigures } from '../figures/use-figures.ts'
import { useKept } from '../kept/use-kept.ts'
import { useSession } from '../session/session-provider.tsx'
import { Failure } from '../shell/failure.tsx'
import { OverrideForm } from './override-form.tsx'
import { type HumanAction, isLevel, type Prediction } from './prediction.ts'

interface DecisionPanelProps {
  readonly prediction: Pick<Prediction, 'prediction_id' | 'risk_level'>
  /** What was decided before; null for nothing. */
  readonly decided: HumanAction | null
  readonly onDecided?: (action: HumanAction) => void
}

/** What a person does with the prediction: accept it, override it with a reason, change that later. */
export function DecisionPanel({ prediction, decided, onDecided }: DecisionPanelProps) {
  const { t } = useTranslation('prediction')
  const heading = useRef<HTMLHeadingElement>(null)
  const { username } = useSession().session
  const { prediction_id, risk_level } = prediction
  const [here, setMade] = useKept<HumanAction | null>(`decision ${prediction_id}`, () => decided)
  // Somebody else may have decided since.
  const made =
    decided !== null && (here === null || decided.audit_id > here.audit_id) ? decided : here
  const [step, setStep] = useKept<'shown' | 'asked' | 'override'>(
    `decision step ${prediction_id}`,
    () => (made === null ? 'asked' : 'shown'),
  )
  const record = useMutation({
    mutationFn: (body: Schema<'Decision'>) =>
      answerOf(
        api.POST('/api/v1/predictions/{prediction_id}/decision', {
          params: { path: { prediction_id } },
          body,
        }),
      ),
    onSuccess: (action) => {
      if (action === null) return
      // The service knows people by number; here it is plain who it was.
      setMade({ ...action, actor: username })
      setStep('shown')
      // The button that had the focus is gone.
      heading.current?.focus()
      onDecided?.(action)
    },
  })
  return (
    <Stack gap="sm">
      <Title order={3} size="h4" ref={heading} tabIndex={-1} className="prediction-focus">
        {t('decision.title')}
      </Title>
      {made === null && (
        <Text size="sm" className="print-only">
          {t('decision.none')}
        </Text>
      )}
      <div role="status">{made !== null && step === 'shown' && <Made action={made} />}</div>
      {step !== 'shown' && (
        <Text size="sm" className="no-print">
          {t('decision.intro')}
        </Text>
      )}
      {step === 'override' ? (
        <OverrideForm
          predictionId={prediction_id}
          answered={risk_level}
          failure={record.error}
          isPending={record.isPending}
          onSave={(body) => record.mutate(body)}
          onCancel={() => setStep(made === null ? 'asked' : 'shown')}
        />
      ) : (
        <>
          {record.isError && <Failure error={record.error} />}
          <Choices
            isAsked={step === 'asked'}
            isPending={record.isPending}
            onAccept={() => record.mutate({ action: 'accepted' })}
            onStep={setStep}
          />
        </>
      )}
    </Stack>
  )
}

interface ChoicesProps {
  readonly isAsked: boolean
  readonly isPending: boolean
  readonly onAccept: () => void
  readonly onStep: (step: 'asked' | 'override') => void
}

/** Accept, override, or change what was decided. */
function Choices({ isAsked, isPending, onAccept, onStep }: ChoicesProps) {
  const { t } = useTranslation('prediction')
  return (
    <Group className="no-print">
      {isAsked ? (
        <>
          <Button loading={isPending} onClick={onAccept}>
            {t('decision.accept')}
          </Button>
          <Button variant="default" onClick={() => onStep('override')}>
            {t('decision.override')}
          </Button>
        </>
      ) : (
        <Button variant="default" size="xs" onClick={() => onStep('asked')}>
          {t('decision.change')}
        </Button>
      )}
    </Group>
  )
}

/** What is recorded of a person's decision. */
function Made({ action }: { action: HumanAction }) {
  const { t } = useTranslation('prediction')
  const { moment } = useFigures()
  const { level, reason_code: reason, note, actor } = action
  const title =
    action.action === 'accepted'
      ? t('decision.accepted')
      : t('decision.overridden', { level: isLevel(level) ? t(`level.${level}`) : '' })
  return (
    <Alert color={action.action === 'accepted' ? 'green' : 'blue'} title={title}>
      {reason !== null && (
        <Text size="sm">{t('decision.because', { reason: t(`decision.reasons.${reason}`) })}</Text>
      )}
      {note !== null && <Text size="sm">“{note}”</Text>}
      <Text size="sm">{t('decision.when', { actor, time: moment(new Date(action.time)) })}</Text>
    </Alert>
  )
}
