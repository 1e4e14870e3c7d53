import { Anchor, Stack, Table, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFigures } from '../figures/use-figures.ts'
import { useSession } from '../session/session-provider.tsx'
import { type Prediction, type Stay, timeOf } from './prediction.ts'

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} w={150}>
        {name}
      </Table.Th>
      <Table.Td className="prediction-fact">{children}</Table.Td>
    </Table.Tr>
  )
}

/** Which model said it, when, of whom, and where the trail has it. */
export function Provenance({ prediction, stay }: { prediction: Prediction; stay?: Stay }) {
  const { t } = useTranslation('prediction')
  const { moment, day } = useFigures()
  const { username } = useSession().session
  const { model, prediction_id: id, readmission_risk: score } = prediction
  return (
    <Stack gap="xs" component="section" aria-labelledby="made">
      <Title order={3} size="h4" id="made">
        {t('made.title')}
      </Title>
      <Table withRowBorders={false} verticalSpacing={2} layout="fixed">
        <Table.Tbody>
          <Fact name={t('made.patient')}>{prediction.patient_id}</Fact>
          {stay !== undefined && (
            <Fact name={t('made.stay')}>
              {day(stay.start)} – {stay.end === null ? t('made.open') : day(stay.end)}
            </Fact>
          )}
          <Fact name={t('made.time')}>{moment(timeOf(id))}</Fact>
          <Fact name={t('made.by')}>{username}</Fact>
          <Fact name={t('made.model')}>
            {model.name} {model.version}
          </Fact>
          <Fact name={t('made.score')}>{t('made.scoreNote', { score })}</Fact>
          <Fact name={t('made.id')}>
            <code>{id}</code>{' '}
            <Anchor
              component={Link}
              size="sm"
              underline="always"
              to={`/audit?prediction=${id}`}
              className="no-print"
            >
              {t('made.audit')}
            </Anchor>
          </Fact>
        </Table.Tbody>
      </Table>
    </Stack>
  )
}
