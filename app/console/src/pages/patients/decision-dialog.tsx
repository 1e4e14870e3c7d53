import { Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import { DecisionPanel } from '../../prediction/decision-panel.tsx'
import { isLevel } from '../../prediction/prediction.ts'
import type { Listed } from './patient.ts'

interface DecisionDialogProps {
  readonly prediction: Listed
  readonly onClose: () => void
  readonly onDecided: () => void
}

/** Accepts or overrides an earlier prediction. */
export function DecisionDialog({ prediction, onClose, onDecided }: DecisionDialogProps) {
  const { t } = useTranslation('patients')
  const { moment } = useFigures()
  const { prediction_id, risk_level, human_action } = prediction
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('predictions.decideFor', { time: moment(new Date(prediction.time)) })}
      closeButtonProps={{ 'aria-label': t('predictions.close') }}
    >
      {isLevel(risk_level) ? (
        <DecisionPanel
          prediction={{ prediction_id, risk_level }}
          decided={human_action}
          onDecided={onDecided}
        />
      ) : (
        <Text>{t('predictions.tooOld')}</Text>
      )}
    </Modal>
  )
}
