import { describe, expect, it } from 'vitest'
import {
  type AlertDelivery,
  alertmanagerConfig,
  alertmanagerFile,
} from '../../../components/monitoring/alertmanager-config.ts'
import { isAlert } from '../../../components/monitoring/rules/rule.ts'
import { ruleGroups } from '../../../components/monitoring/rules/rule-groups.ts'
import { hasProgram, runWith } from './programs.ts'

const SNS = { topicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms', region: 'eu-central-1' }
const WEBHOOK = { url: 'https://pager.example/alerts', tokenFile: '/etc/token' }

const DELIVERIES: readonly (readonly [string, AlertDelivery])[] = [
  ['a topic', { sns: SNS }],
  ['a webhook', { webhook: WEBHOOK }],
  ['both', { sns: SNS, webhook: WEBHOOK }],
  ['nowhere', {}],
]

const amtool = (args: readonly string[], delivery: AlertDelivery = { sns: SNS }) =>
  runWith({ 'alertmanager.yaml': alertmanagerFile(delivery) }, 'amtool', args)

const receiverOf = (labels: readonly string[]): string =>
  amtool(['config', 'routes', 'test', '--config.file=alertmanager.yaml', ...labels]).output.split(
    '\n',
  )[0] ?? ''

describe.skipIf(!hasProgram('amtool'))('alerts, as Alertmanager reads their routes', () => {
  it.each(DELIVERIES)('go to %s by a good configuration', (_, delivery) => {
    const { code, output } = amtool(['check-config', 'alertmanager.yaml'], delivery)
    expect(output).toContain('SUCCESS')
    expect(code).toBe(0)
  })

  it('go to people when they are critical or warnings', () => {
    expect(receiverOf(['alertname=APIDown', 'severity=critical'])).toBe('people')
    expect(receiverOf(['alertname=FeatureDrift', 'severity=warning'])).toBe('people')
    expect(receiverOf(['alertname=FromAnotherRule'])).toBe('people')
  })

  it('go nowhere when they ring always or are for the log', () => {
    expect(receiverOf(['alertname=Watchdog', 'severity=none'])).toBe('nobody')
    expect(receiverOf(['alertname=InfoInhibitor', 'severity=none'])).toBe('nobody')
    expect(receiverOf(['alertname=CPUThrottlingHigh', 'severity=info'])).toBe('nobody')
  })
})

describe('alerts', () => {
  it('repeat four-hourly when they are critical, and daily otherwise', () => {
    const { route } = alertmanagerConfig({ sns: SNS })
    const critical = route.routes?.find(({ matchers }) => matchers?.[0]?.includes('critical'))
    expect(critical).toMatchObject({ group_wait: '10s', repeat_interval: '4h' })
    expect(route.repeat_interval).toBe('24h')
  })

  it('are signed with the pod’s identity, and carry no key', () => {
    const [people] = alertmanagerConfig({ sns: SNS }).receivers
    expect(people?.sns_configs).toEqual([
      expect.objectContaining({ sigv4: { region: 'eu-central-1' }, topic_arn: SNS.topicArn }),
    ])
    expect(people).not.toHaveProperty('webhook_configs')
  })

  it('go to a webhook whose address and token are files', () => {
    const webhook = { urlFile: '/etc/url', tokenFile: '/etc/token' }
    const [people] = alertmanagerConfig({ webhook }).receivers
    expect(people?.webhook_configs).toEqual([
      {
        url_file: '/etc/url',
        http_config: { authorization: { type: 'Bearer', credentials_file: '/etc/token' } },
        send_resolved: true,
      },
    ])
  })

  it('silence only alerts that exist, and only of the same job', () => {
    const names = new Set(
      ruleGroups().flatMap(({ rules }) => rules.filter(isAlert).map(({ alert }) => alert)),
    )
    for (const { source_matchers, target_matchers, equal } of alertmanagerConfig({})
      .inhibit_rules) {
      expect(equal).toEqual(['job'])
      for (const matcher of [...source_matchers, ...target_matchers])
        for (const name of matcher.replace(/^alertname=~?"(.*)"$/, '$1').split('|'))
          expect(names).toContain(name)
    }
  })
})
