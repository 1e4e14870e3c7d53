import type * as k8s from '@pulumi/kubernetes'
import type { PredictionPlan } from './plan.ts'

type Autoscaler = k8s.types.input.autoscaling.v2.HorizontalPodAutoscalerSpec

/** Between the fewest and the most replicas by CPU at 70 % and memory at 80 % of the requests. */
export function autoscaling(plan: PredictionPlan, deployment: string): Autoscaler {
  const average = (name: string, averageUtilization: number) => ({
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization } },
  })
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
    minReplicas: plan.minReplicas,
    maxReplicas: plan.maxReplicas,
    metrics: [average('cpu', 70), average('memory', 80)],
    behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
  }
}

/**
 * Most that the namespace may use: twice the replicas, since those of the last release count until
 * their drain ends, and the migrations.
 */
export function quota({ maxReplicas, resources }: PredictionPlan): Record<string, string> {
  const pods = 2 * maxReplicas + 4
  return {
    pods: String(pods),
    'requests.cpu': times(resources.cpuRequest, pods),
    'requests.memory': times(resources.memoryRequest, pods),
    'limits.cpu': times(resources.cpuLimit, pods),
    'limits.memory': times(resources.memoryLimit, pods),
    'services.nodeports': '0',
    'services.loadbalancers': '0',
    persistentvolumeclaims: '0',
  }
}

/** A quantity n times, e.g. 24 × `250m` = `6000m`; units stay as given. */
export function times(quantity: string, n: number): string {
  const { number = '0', unit = '' } =
    /^(?<number>\d+(\.\d+)?)(?<unit>[A-Za-z]*)$/.exec(quantity)?.groups ?? {}
  // Whole thousandths, so that 0.1 × 3 stays 0.3.
  return `${Math.round(Number(number) * 1000 * n) / 1000}${unit}`
}

/** What a container of the namespace gets that asks for nothing, and the most it may ask for. */
export function limits({ resources }: PredictionPlan): k8s.types.input.core.v1.LimitRangeItem[] {
  const { cpuRequest, memoryRequest, cpuLimit, memoryLimit } = resources
  return [
    {
      type: 'Container',
      defaultRequest: { cpu: cpuRequest, memory: memoryRequest },
      default: { cpu: cpuLimit, memory: memoryLimit },
      max: { cpu: cpuLimit, memory: memoryLimit },
    },
  ]
}
