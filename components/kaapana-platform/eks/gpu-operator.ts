import type * as pulumi from '@pulumi/pulumi'
import { installChart } from '../../chart/install-chart.ts'
import { CHARTS } from '../../versions.ts'
import type { EksSite } from './eks-site.ts'

/**
 * NVIDIA's operator, where Kaapana's Prometheus looks for it: the namespace is part of a target's address.
 * Driver and container runtime are in the nodes' image.
 * https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/amazon-eks.html
 */
export function installGpuOperator({ name, args, child }: EksSite): pulumi.Resource[] {
  if (args.gpu !== true) return []
  const installation = {
    chart: CHARTS.gpuOperator,
    releaseName: 'gpu-operator',
    namespace: 'gpu-operator-resources',
    createNamespace: true,
    values: { driver: { enabled: false }, toolkit: { enabled: false } },
    timeoutSeconds: 900,
  }
  return [installChart(`${name}-gpu-operator`, installation, child)]
}
