import { Paper, Table, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../api/api.ts'
import { regionOf } from '../../language/region.ts'

/** Name, role and institution of a session, and when it ends. */
export function Who({ session }: { session: Session }) {
  const { t, i18n } = useTranslation('account')
  const shell = useTranslation()
  const time = new Intl.DateTimeFormat(regionOf(i18n.language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  const facts = [
    [t('who.name'), session.username],
    [t('who.role'), shell.t(`role.${session.role}`)],
    [t('who.institution'), session.institution_id ?? t('who.none')],
    [t('who.signedIn'), t(`who.${session.provider}`)],
    [
      t('who.ends'),
      t('who.idle', {
        count: Math.round(session.idle_seconds / 60),
        time: time.format(new Date(session.expires_at)),
      }),
    ],
  ] as const
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="who-title">
      <Title order={2} size="h4" id="who-title" mb="sm">
        {t('who.title')}
      </Title>
      <Table variant="vertical" layout="fixed">
        <Table.Caption className="visually-hidden">{t('who.title')}</Table.Caption>
        <colgroup>
          <col style={{ width: '34%' }} />
          <col />
        </colgroup>
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}
