import { describe, expect, it } from 'vitest'
import type { MonitoringArgs } from '../../../components/monitoring/monitoring-args.ts'
import { planMonitoring } from '../../../components/monitoring/monitoring-plan.ts'
import { refusalOf } from '../refusal.ts'
import { ON_AWS, WITHOUT_AWS } from './recorded-monitoring.ts'

const refusal = (changes: Partial<MonitoringArgs>) =>
  refusalOf(() => planMonitoring('monitoring', { ...WITHOUT_AWS, ...changes }))

const REFUSALS: readonly (readonly [string, Partial<MonitoringArgs>, string])[] = [
  [
    'alerts that nobody gets',
    { alerts: {} },
    'alerts must be a topic, a webhook or both, or nowhere alone, got []; alerts that nobody gets are none',
  ],
  [
    'alerts that go somewhere and nowhere',
    { alerts: { ...ON_AWS.alerts, nowhere: true } },
    'alerts must be a topic, a webhook or both, or nowhere alone, got ["topic","nowhere"]; alerts that nobody gets are none',
  ],
  [
    'a webhook without an address',
    { alerts: { webhook: { token: 'x' } } },
    'alerts.webhook must be either url or secretUrl, got ["token"]',
  ],
  [
    'a secret in an address that is shown, and does not show it',
    { alerts: { webhook: { url: 'https://chat.example/hook?token=hush' } } },
    'alerts.webhook.url must be an http or https address without user, password and query, got "https://chat.example/hook…"; put an address with a secret into secretUrl',
  ],
  ['no nodes', { nodes: [] }, 'nodes must be one or more: everything else is denied, got []'],
  ['no retention', { retentionDays: 0 }, 'retentionDays must be a whole number of 1–1095, got 0'],
  ['a tiny disk', { storageGib: 1 }, 'storageGib must be a whole number of 5–16384, got 1'],
  ['three replicas', { replicas: 3 }, 'replicas must be a whole number of 1–2, got 3'],
  [
    'two probes of one name',
    {
      probes: [
        { name: 'a', url: 'http://a' },
        { name: 'a', url: 'http://b' },
      ],
    },
    'probes must be entries with different names, each at most 30 of a–z, 0–9 and hyphen, got ["a","a"]',
  ],
  [
    'a probe of no address',
    { probes: [{ name: 'a', url: 'mlflow:5000' }] },
    'probes "a" url must be an http or https address without user, password and query, got "mlflow:5000"',
  ],
  [
    'a regular expression as namespace',
    { watchedNamespaces: ['.*'] },
    'watchedNamespaces must be names of namespaces, got [".*"]',
  ],
  [
    'runbooks at no address',
    { runbooksUrl: 'docs/' },
    'runbooksUrl must be an http or https address without a slash at its end, got "docs/"',
  ],
]

describe('Monitoring refuses', () => {
  it.each(REFUSALS)('%s', (_, changes, message) => {
    expect(refusal(changes)).toBe(`Monitoring "monitoring": ${message}`)
  })

  it('access by no host name, from nowhere, for everybody, all at once', () => {
    const { access } = ON_AWS
    if (access === undefined) throw new Error('The arguments have access.')
    const signIn = { ...access.signIn, allowedGroups: [] }
    const bad = { ...access, hostName: 'grafana', callers: [], signIn, tokenUrl: 'http://x' }
    expect(refusal({ access: bad }).split('\n')).toEqual([
      'Monitoring "monitoring": access.hostName must be a host name, e.g. grafana.example.org, got "grafana"',
      'Monitoring "monitoring": access.tokenUrl must be an https address, got "http://x"',
      'Monitoring "monitoring": access.callers must be one or more: everything else is denied, got []',
      'Monitoring "monitoring": access.signIn.allowedGroups must be one or more groups without commas, got []',
    ])
  })
})
