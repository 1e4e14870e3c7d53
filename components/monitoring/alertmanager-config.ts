import type * as pulumi from '@pulumi/pulumi'
import { stringify } from 'yaml'

/** An SNS topic that alerts are published to, with the identity of Alertmanager's pod. */
export interface SnsDelivery {
  readonly topicArn: pulumi.Input<string>
  readonly region: string
}

/** An address that alerts are posted to, in Alertmanager's JSON. */
export interface WebhookDelivery {
  /** Address without any secret in it: it is in the plan and in the state. */
  readonly url?: string
  /** File with the address, where the address itself is the secret. Alertmanager 0.26 and above. */
  readonly urlFile?: string
  /** File with the bearer token that goes with every message. */
  readonly tokenFile?: string
}

/** Where alerts go; with neither they are seen in Alertmanager alone. */
export interface AlertDelivery {
  readonly sns?: SnsDelivery
  readonly webhook?: WebhookDelivery
}

/** A part of Alertmanager's tree of routes. */
export interface AlertRoute {
  readonly receiver: string
  readonly matchers?: readonly string[]
  readonly group_by?: readonly string[]
  readonly group_wait?: string
  readonly group_interval?: string
  readonly repeat_interval?: string
  readonly routes?: readonly AlertRoute[]
}

/** Configuration of Alertmanager, as far as it is used here. */
export interface AlertmanagerConfig {
  readonly global: { readonly resolve_timeout: string }
  readonly route: AlertRoute
  readonly inhibit_rules: readonly InhibitRule[]
  readonly receivers: readonly AlertReceiver[]
}

/** Alerts that are silent while another rings. */
export interface InhibitRule {
  readonly source_matchers: readonly string[]
  readonly target_matchers: readonly string[]
  readonly equal: readonly string[]
}

/** Whom a route leads to. */
export interface AlertReceiver {
  readonly name: string
  readonly sns_configs?: readonly object[]
  readonly webhook_configs?: readonly object[]
}

/** What a person reads: one line an alert, with its runbook. Labels are no patient data. */
const MESSAGE =
  '{{ range .Alerts }}{{ .Status }} {{ .Labels.severity }} {{ .Labels.alertname }}: {{ .Annotations.summary }}. {{ .Annotations.description }} {{ .Annotations.runbook_url }}\n{{ end }}'

/** SNS takes subjects of at most 100 characters. */
const SUBJECT = '{{ .Status }} {{ .GroupLabels.alertname }} {{ .GroupLabels.institution }}'

/**
 * Routes: critical alerts at once and again every four hours, warnings gathered and again daily, the
 * always ringing `Watchdog` and `InfoInhibitor` nowhere. One message a group, since SNS bills by
 * messages and people read them.
 */
export function alertmanagerConfig(delivery: AlertDelivery): AlertmanagerConfig {
  return {
    global: { resolve_timeout: '5m' },
    route: {
      receiver: 'people',
      group_by: ['alertname', 'namespace', 'institution'],
      group_wait: '1m',
      group_interval: '10m',
      repeat_interval: '24h',
      routes: [
        { receiver: 'nobody', matchers: ['alertname=~"Watchdog|InfoInhibitor"'] },
        { receiver: 'nobody', matchers: ['severity=~"info|none"'] },
        {
          receiver: 'people',
          matchers: ['severity="critical"'],
          group_wait: '10s',
          group_interval: '5m',
          repeat_interval: '4h',
        },
      ],
    },
    inhibit_rules: INHIBITIONS,
    receivers: [receiver(delivery), { name: 'nobody' }],
  }
}

/** One cause, one message: about the same job, so that no failure elsewhere silences it. */
const INHIBITIONS: readonly InhibitRule[] = [
  {
    source_matchers: ['alertname="APIDown"'],
    target_matchers: ['alertname="ReplicaDown"'],
    equal: ['job'],
  },
  // The fastest pace says it all.
  {
    source_matchers: ['alertname="ErrorBudgetBurnHour"'],
    target_matchers: [
      'alertname=~"ErrorBudgetBurnSixHours|ErrorBudgetBurnThreeDays|HighErrorRate"',
    ],
    equal: ['job'],
  },
  {
    source_matchers: ['alertname="ErrorBudgetBurnSixHours"'],
    target_matchers: ['alertname="ErrorBudgetBurnThreeDays"'],
    equal: ['job'],
  },
]

function receiver({ sns, webhook }: AlertDelivery): AlertReceiver {
  return {
    name: 'people',
    ...(sns !== undefined && { sns_configs: [snsConfig(sns)] }),
    ...(webhook !== undefined && { webhook_configs: [webhookConfig(webhook)] }),
  }
}

function snsConfig({ topicArn, region }: SnsDelivery): object {
  return {
    // No keys: the signature is made with the pod's identity.
    sigv4: { region },
    topic_arn: topicArn,
    subject: SUBJECT,
    message: MESSAGE,
    send_resolved: true,
  }
}

function webhookConfig({ url, urlFile, tokenFile }: WebhookDelivery): object {
  const authorization = { type: 'Bearer', credentials_file: tokenFile }
  return {
    ...(url !== undefined && { url }),
    ...(urlFile !== undefined && { url_file: urlFile }),
    ...(tokenFile !== undefined && { http_config: { authorization } }),
    send_resolved: true,
  }
}

/** The configuration as the file that Alertmanager reads. */
export const alertmanagerFile = (delivery: AlertDelivery): string =>
  stringify(alertmanagerConfig(delivery), { lineWidth: 0 })
