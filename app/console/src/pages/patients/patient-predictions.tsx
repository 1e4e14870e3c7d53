import { Alert, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../session/session-provider.tsx'
import { DecisionDialog } from './decision-dialog.tsx'
import { OutcomeDialog, type OutcomeResult } from './outcome-dialog.tsx'
import { type Listed, type Patient, patientKey } from './patient.ts'
import { PredictionRow } from './prediction-row.tsx'

/** A patient's predictions, what people decided about them, and what became of him. */
export function PatientPredictions({ patient }: { patient: Patient }) {
  const { t } = useTranslation('patients')
  const queries = useQueryClient()
  const { username } = useSession().session
  const [open, setOpen] = useState<{ prediction: Listed; what: 'outcome' | 'decision' }>()
  const [told, setTold] = useState<OutcomeResult>()
  const readAgain = () =>
    void queries.invalidateQueries({ queryKey: patientKey(username, patient.pseudonym) })
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="predictions" className="no-print">
      <Stack gap="sm">
        <Title order={2} size="h4" id="predictions">
          {t('predictions.title')}
        </Title>
        <div role="status">
          {told !== undefined && <Alert color="green">{t(`outcome.done.${told}`)}</Alert>}
        </div>
        {patient.predictions.length === 0 ? (
          <Text size="sm">{t('predictions.none')}</Text>
        ) : (
          <Rows
            predictions={patient.predictions}
            onOpen={(prediction, what) => {
              setTold(undefined)
              setOpen({ prediction, what })
            }}
          />
        )}
      </Stack>
      {open?.what === 'outcome' && (
        <OutcomeDialog
          prediction={open.prediction}
          onClose={() => setOpen(undefined)}
          onTold={(result) => {
            setOpen(undefined)
            setTold(result)
            readAgain()
          }}
        />
      )}
      {open?.what === 'decision' && (
        <DecisionDialog
          prediction={open.prediction}
          onClose={() => setOpen(undefined)}
          onDecided={readAgain}
        />
      )}
    </Paper>
  )
}

const HEADS = ['time', 'level', 'probability', 'decision', 'outcome', 'audit'] as const

interface RowsProps {
  readonly predictions: readonly Listed[]
  readonly onOpen: (prediction: Listed, what: 'outcome' | 'decision') => void
}

function Rows({ predictions, onOpen }: RowsProps) {
  const { t } = useTranslation('patients')
  return (
    <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={8} captionSide="top">
        <Table.Caption ta="start" mt={0}>
          {t('predictions.caption')}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {HEADS.map((head) => (
              <Table.Th key={head}>{t(`predictions.${head}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {predictions.map((one) => (
            <PredictionRow
              key={one.prediction_id}
              prediction={one}
              onOpen={(what) => onOpen(one, what)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
