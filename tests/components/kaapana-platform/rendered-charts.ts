import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { findHelm } from '../../../images/kaapana/package/find-helm.ts'
import {
  type PackagedKaapana,
  packageKaapana,
} from '../../../images/kaapana/package/package-kaapana.ts'
import { planKaapana } from '../../../images/kaapana/plan-kaapana.ts'
import type { KubernetesObject } from '../../kube/kubernetes-api.ts'
import { find } from '../recorded-resources.ts'
import { recorded } from './arguments.ts'

const source = process.env.KAAPANA_SOURCE
const helm = findHelm(process.env)

/** What is missing to render Kaapana's charts, or nothing. */
export const missingForCharts =
  source === undefined || helm === undefined
    ? 'needs KAAPANA_SOURCE and Helm on PATH or in HELM'
    : undefined

/** Kaapana's charts, packaged for EKS, with the values that a KaapanaPlatform gives them. */
export interface ChartsForEks {
  /** What Helm makes of a chart for a release. */
  readonly render: (chart: string, more?: Record<string, string>) => KubernetesObject[]
  readonly remove: () => void
}

/** Packages the charts of the checkout, and records the values. */
export async function chartsForEks(): Promise<ChartsForEks> {
  const folder = mkdtempSync(join(tmpdir(), 'kaapana-eks-'))
  const plan = planKaapana({ source: source ?? '' })
  const packaged = await packageKaapana(plan, { output: join(folder, 'eks'), target: 'eks' })
  // biome-ignore lint/suspicious/noExplicitAny: values of many shapes
  const { values } = find(await recorded(), 'Release', 'kaapana').inputs as any
  const { version } = packaged.manifest
  const global = { ...values.global, kaapana_build_version: version }
  return {
    render: (chart, more = {}) =>
      render(packaged, chart, { ...values, global: { ...global, ...more } }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function render(
  { output, manifest }: PackagedKaapana,
  chart: string,
  values: object,
): KubernetesObject[] {
  const { file } = [manifest.chart, ...manifest.collectionCharts].find(
    ({ name }) => name === chart,
  ) ?? { file: chart }
  const args = ['template', chart, join(output, file), '--values=-', '--include-crds']
  const text = execFileSync(helm ?? '', args, {
    input: JSON.stringify(values),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return parseAllDocuments(text).flatMap((one) => {
    const object = (one as { toJS(): KubernetesObject | null }).toJS()
    return object === null ? [] : [object]
  })
}
