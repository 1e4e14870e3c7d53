import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import type { ChartVersion } from '../versions.ts'

/** A chart to install and how. */
export interface ChartInstallation {
  readonly chart: ChartVersion
  /** Name of the Helm release, fixed, so that people find it and a second one is refused. */
  readonly releaseName: string
  readonly namespace: string
  readonly values: Record<string, unknown>
  /**
   * Seconds to wait until everything is ready.
   * @default 600
   */
  readonly timeoutSeconds?: number
  /**
   * True has Helm make the namespace, where the chart's pods need more than our own may.
   * @default false
   */
  readonly createNamespace?: boolean
}

/**
 * Installs a chart so that a failure leaves nothing behind: an install that does not become ready is
 * removed and an upgrade rolled back, so the next run is not refused by what the last one left.
 * https://github.com/pulumi/pulumi-kubernetes/issues/2054
 */
export function installChart(
  name: string,
  installation: ChartInstallation,
  opts: pulumi.CustomResourceOptions,
): k8s.helm.v3.Release {
  const { chart, releaseName, namespace, values, timeoutSeconds = 600 } = installation
  const { createNamespace } = installation
  return new k8s.helm.v3.Release(
    name,
    {
      name: releaseName,
      namespace,
      ...(createNamespace !== undefined && { createNamespace }),
      chart: chart.chart,
      version: chart.version,
      repositoryOpts: { repo: chart.repository },
      values,
      atomic: true,
      cleanupOnFail: true,
      maxHistory: 5,
      timeout: timeoutSeconds,
    },
    opts,
  )
}
