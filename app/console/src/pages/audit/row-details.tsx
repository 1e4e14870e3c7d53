import { Anchor, Drawer, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { regionOf } from '../../language/region.ts'
import { addressOf } from './audit-search.ts'
import { HumanAction } from './human-action.tsx'
import { type AuditRow, actorWords, sentenceOf, wordOf } from './row-words.ts'

interface RowDetailsProps {
  /** Undefined while nothing is open. */
  readonly row: AuditRow | undefined
  readonly names: ReadonlyMap<number, string>
  readonly onClose: () => void
}

/** The whole content of a row, in a drawer. */
export function RowDetails({ row, names, onClose }: RowDetailsProps) {
  const { t } = useTranslation('audit')
  return (
    <Drawer
      opened={row !== undefined}
      onClose={onClose}
      position="right"
      size="min(100vw, 42rem)"
      title={row && t('details.title', { seq: row.seq })}
      closeButtonProps={{ 'aria-label': t('details.close') }}
    >
      {row && <Content row={row} names={names} />}
    </Drawer>
  )
}

function Content({ row, names }: { row: AuditRow; names: ReadonlyMap<number, string> }) {
  const { t, i18n } = useTranslation('audit')
  return (
    <Stack>
      <Text size="lg">{sentenceOf(t, row, regionOf(i18n.language))}</Text>
      <Group gap="md">
        <Anchor component={Link} to={`/audit?${addressOf({ actor: row.actor })}`} size="sm">
          {t('details.byActor')}
        </Anchor>
        {row.subject_pseudonym !== null && (
          <Anchor
            component={Link}
            to={`/audit?${addressOf({ pseudonym: row.subject_pseudonym })}`}
            size="sm"
          >
            {t('details.ofPatient')}
          </Anchor>
        )}
        {typeof row.details?.prediction === 'string' && (
          <Anchor
            component={Link}
            to={`/audit?${addressOf({ prediction: row.details.prediction })}`}
            size="sm"
          >
            {t('details.ofPrediction')}
          </Anchor>
        )}
      </Group>
      {row.kind === 'prediction' && <HumanAction action={row.human_action} names={names} />}
      <Title order={3} size="h5">
        {t('details.facts')}
      </Title>
      <Facts row={row} names={names} />
      <Paper p="sm" bg="var(--mantine-color-default-hover)">
        <Text size="sm">{t('details.privacy')}</Text>
      </Paper>
    </Stack>
  )
}

function Facts({ row, names }: { row: AuditRow; names: ReadonlyMap<number, string> }) {
  const { t, i18n } = useTranslation('audit')
  const time = new Intl.DateTimeFormat(regionOf(i18n.language), {
    dateStyle: 'full',
    timeStyle: 'long',
  })
  const model =
    row.model_version === null
      ? null
      : t('details.modelVersion', { name: row.model_name, version: row.model_version })
  const facts: readonly (readonly [name: string, value: string | null, isCode?: true])[] = [
    [t('details.time'), time.format(new Date(row.time))],
    [t('details.kind'), wordOf(t, 'kinds', row.kind)],
    [t('details.outcome'), wordOf(t, 'outcomes', row.outcome)],
    [t('details.actor'), `${actorWords(t, row.actor, names)} — ${row.actor}`],
    [t('details.institution'), row.institution ?? t('details.noInstitution')],
    [t('details.purpose'), row.purpose && wordOf(t, 'details.purposes', row.purpose)],
    [t('details.decision'), row.decision && wordOf(t, 'levels', row.decision)],
    [t('details.band'), row.score_band],
    [t('details.model'), model],
    [t('details.subject'), row.subject_pseudonym, true],
    [t('details.more'), furtherFacts(row), true],
    [t('details.id'), row.id, true],
    [t('details.request'), row.request_id, true],
    [t('details.modelFile'), row.model_sha256, true],
    [t('details.input'), row.input_digest, true],
    [t('details.previous'), row.previous_hash, true],
    [t('details.hash'), row.hash, true],
  ]
  return (
    <Table variant="vertical" layout="fixed" withTableBorder>
      <Table.Caption className="visually-hidden">{t('details.caption')}</Table.Caption>
      <colgroup>
        <col style={{ width: '34%' }} />
        <col />
      </colgroup>
      <Table.Tbody>
        {facts.map(
          ([name, value, isCode]) =>
            value !== null && (
              <Fact key={name} name={name}>
                {isCode ? <code className="wrapped">{value}</code> : value}
              </Fact>
            ),
        )}
      </Table.Tbody>
    </Table>
  )
}

/** Facts of the event as they were written, or null where there are none. */
const furtherFacts = ({ details }: AuditRow): string | null =>
  details === null || Object.keys(details).length === 0
    ? null
    : Object.entries(details)
        .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
        .join('\n')

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <Table.Tr>
    <Table.Th scope="row">{name}</Table.Th>
    <Table.Td>{children}</Table.Td>
  </Table.Tr>
)
