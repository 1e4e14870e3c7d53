import type * as pulumi from '@pulumi/pulumi'
import { computeOf } from '../namespace/restricted-pod.ts'
import { type AlertDelivery, alertmanagerConfig } from './alertmanager-config.ts'
import { type GrafanaSecrets, grafanaValues } from './grafana-values.ts'
import type { MonitoringArgs } from './monitoring-args.ts'
import type { MonitoringPlan } from './monitoring-plan.ts'
import { ruleGroups } from './rules/rule-groups.ts'

/** Name of the Helm release and, by `fullnameOverride`, the beginning of its objects' names. */
export const STACK = 'kube-prometheus-stack'

/** Service account of Alertmanager, to which its role belongs. */
export const ALERTMANAGER_ACCOUNT = 'alertmanager'

/** What values depend on beside arguments and plan. */
export interface StackParts {
  readonly delivery: AlertDelivery
  /** Secret with the webhook's address or token, if it has any. */
  readonly webhookSecret: pulumi.Input<string> | undefined
  readonly grafana: GrafanaSecrets
}

/** Values of the chart kube-prometheus-stack 88. Nothing in them is secret. */
export function stackValues(
  args: MonitoringArgs,
  plan: MonitoringPlan,
  parts: StackParts,
): Record<string, unknown> {
  return {
    fullnameOverride: STACK,
    crds: { enabled: true },
    ...UNREACHABLE,
    additionalPrometheusRulesMap: { dataspace: { groups: ruleGroups(ruleSettings(args)) } },
    prometheusOperator: OPERATOR,
    prometheus: prometheusValues(args, plan),
    alertmanager: alertmanagerValues(args, plan, parts),
    grafana: grafanaValues(args, plan, parts.grafana),
    'kube-state-metrics': {
      resources: compute('50m', '64Mi', '200m', '256Mi'),
      // Rules join by them.
      metricLabelsAllowlist: ['pods=[app.kubernetes.io/name,app.kubernetes.io/component]'],
    },
    // On the node's network and disk, which the restricted standard of our namespace forbids.
    'prometheus-node-exporter': {
      namespaceOverride: 'kube-system',
      resources: compute('20m', '32Mi', '100m', '128Mi'),
    },
  }
}

/**
 * Parts of the control plane that EKS does not show, and that listen on their host's loopback on most
 * other clusters: their alerts would ring for ever.
 */
const UNREACHABLE = {
  kubeControllerManager: { enabled: false },
  kubeScheduler: { enabled: false },
  kubeEtcd: { enabled: false },
  kubeProxy: { enabled: false },
  defaultRules: {
    rules: {
      etcd: false,
      kubeControllerManager: false,
      kubeProxy: false,
      kubeSchedulerAlerting: false,
      kubeSchedulerRecording: false,
    },
  },
}

/**
 * The operator without its webhook: rules are tested before they are deployed, and a webhook that the
 * API server cannot reach through network policies refuses every rule.
 */
const OPERATOR = {
  admissionWebhooks: { enabled: false },
  tls: { enabled: false },
  resources: computeOf({
    cpuRequest: '50m',
    memoryRequest: '96Mi',
    cpuLimit: '200m',
    memoryLimit: '256Mi',
  }),
  prometheusConfigReloader: {
    resources: computeOf({
      cpuRequest: '10m',
      memoryRequest: '32Mi',
      cpuLimit: '100m',
      memoryLimit: '64Mi',
    }),
  },
}

const compute = (
  cpuRequest: string,
  memoryRequest: string,
  cpuLimit: string,
  memoryLimit: string,
) => computeOf({ cpuRequest, memoryRequest, cpuLimit, memoryLimit })

function ruleSettings({ watchedNamespaces, runbooksUrl }: MonitoringArgs) {
  return {
    ...(watchedNamespaces !== undefined && { namespaces: watchedNamespaces }),
    ...(runbooksUrl !== undefined && { runbooks: runbooksUrl }),
  }
}

function prometheusValues(args: MonitoringArgs, plan: MonitoringPlan) {
  return {
    podDisruptionBudget: { enabled: plan.replicas > 1, minAvailable: 1 },
    prometheusSpec: {
      replicas: plan.replicas,
      retention: `${plan.retentionDays}d`,
      // The newest samples are outside this bound: a full disk loses all.
      retentionSize: `${Math.floor(plan.storageGib * 0.8 * 1024)}MiB`,
      externalLabels: { environment: args.ownership.environment },
      // Otherwise monitors that do not carry the release's label are ignored, silently.
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
      resources: compute('250m', '1Gi', '2', '3Gi'),
      storageSpec: disk(args, plan.storageGib),
    },
  }
}

function alertmanagerValues(args: MonitoringArgs, plan: MonitoringPlan, parts: StackParts) {
  return {
    config: alertmanagerConfig(parts.delivery),
    // The component makes it: a role belongs to an account that is there.
    serviceAccount: { create: false, name: ALERTMANAGER_ACCOUNT },
    podDisruptionBudget: { enabled: plan.replicas > 1, minAvailable: 1 },
    alertmanagerSpec: {
      replicas: plan.replicas,
      // Silences and what was already sent.
      storage: disk(args, 1),
      ...(parts.webhookSecret !== undefined && { secrets: [parts.webhookSecret] }),
      resources: compute('20m', '64Mi', '200m', '128Mi'),
    },
  }
}

const disk = ({ storageClassName }: MonitoringArgs, gib: number) => ({
  volumeClaimTemplate: {
    spec: {
      ...(storageClassName !== undefined && { storageClassName }),
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: `${gib}Gi` } },
    },
  },
})
