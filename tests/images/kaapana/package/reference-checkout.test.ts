import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { findHelm } from '../../../../images/kaapana/package/find-helm.ts'
import {
  type PackagedKaapana,
  packageKaapana,
} from '../../../../images/kaapana/package/package-kaapana.ts'
import { planKaapana } from '../../../../images/kaapana/plan-kaapana.ts'

const source = process.env.KAAPANA_SOURCE
const helm = findHelm(process.env)
const absent = source === undefined || helm === undefined
const title = absent ? ' (skipped: needs KAAPANA_SOURCE and Helm on PATH or in HELM)' : ''

interface KubernetesObject {
  apiVersion: string
  kind: string
  metadata: { name: string }
  spec?: { ports?: { port: number; nodePort?: number }[] }
}

/** What a production install sets; the deploy script's own values for ports. */
const VALUES = {
  hostname: 'kaapana.example.org',
  helm_namespace: 'admin',
  admin_namespace: 'admin',
  services_namespace: 'services',
  extensions_namespace: 'extensions',
  release_name: 'kaapana-admin-chart',
  https_port: '443',
  http_port: '80',
  dicom_port: '11112',
  fast_data_dir: '/home/kaapana',
  slow_data_dir: '/home/kaapana',
  main_node_name: 'node',
  storage_node: 'storage',
  oidc_client_secret: 'not-a-secret',
  kaapana_init_password: 'not-a-secret',
  registry_url: 'registry.example/kaapana',
  credentials_registry_username: 'user',
  credentials_registry_password: 'not-a-secret',
  pull_policy_images: 'IfNotPresent',
  storage_class_fast: 'fast',
  storage_class_slow: 'slow',
  storage_class_workflow: 'workflow',
  volume_slow_data: '100Gi',
  replica_count: '1',
  instance_uid: '',
  instance_name: '',
}

/** Switches, which the charts compare as booleans. */
const OFF = ['dev_mode', 'gpu_support', 'include_reverse_proxy']

describe.skipIf(absent)(`charts of the reference checkout, packaged${title}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'packaged-'))
  const packaged: Partial<Record<'eks' | 'microk8s', PackagedKaapana>> = {}
  beforeAll(async () => {
    const plan = planKaapana({ source: source ?? '' })
    for (const target of ['eks', 'microk8s'] as const) {
      const output = join(folder, target)
      packaged[target] = await packageKaapana(plan, { output, target, helm: helm ?? '' })
    }
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const of = (target: 'eks' | 'microk8s'): PackagedKaapana => {
    const found = packaged[target]
    if (found === undefined) throw new Error('not packaged')
    return found
  }

  /** The charts that Kaapana installs: the platform's, and what kube-helm installs from the collection. */
  const render = (target: 'eks' | 'microk8s', chart: string): KubernetesObject[] => {
    const { output, manifest } = of(target)
    const { file } = [manifest.chart, ...manifest.collectionCharts].find(
      ({ name }) => name === chart,
    ) ?? { file: chart }
    const sets = Object.entries({ ...VALUES, kaapana_build_version: manifest.version }).flatMap(
      ([key, value]) => ['--set-string', `global.${key}=${value}`],
    )
    const flags = OFF.flatMap((key) => ['--set', `global.${key}=false`])
    const args = ['template', 'release', join(output, file), ...sets, ...flags]
    const text = execFileSync(helm ?? '', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
    return parseAllDocuments(text).flatMap((one) => {
      const object = (one as { toJS(): KubernetesObject | null }).toJS()
      return object === null ? [] : [object]
    })
  }

  const nodePorts = (objects: readonly KubernetesObject[]) =>
    objects.flatMap(({ kind, spec }) =>
      kind === 'Service' ? (spec?.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []) : [],
    )

  test('Helm reads all 32 archives', () => {
    expect(of('eks').helm?.read).toBe(32)
    expect(of('microk8s').manifest.collectionCharts).toHaveLength(31)
  })

  test('for MicroK8s the charts are as upstream has them', () => {
    expect(nodePorts(render('microk8s', 'kaapana-admin-chart'))).toEqual(
      expect.arrayContaining([443, 80]),
    )
    expect(nodePorts(render('microk8s', 'kaapana-platform-chart'))).toEqual([11112])
  })

  test('for EKS no chart of the platform asks for a node port, and DICOM keeps its port', () => {
    const platform = render('eks', 'kaapana-platform-chart')
    expect(nodePorts(render('eks', 'kaapana-admin-chart'))).toEqual([])
    expect(nodePorts(platform)).toEqual([])
    const dicom = platform.find(({ metadata }) => metadata.name === 'ctp-dicom-service')
    expect(dicom?.spec?.ports?.map(({ port }) => port)).toEqual([11112])
  })

  test('for EKS the admission policy is v1 and the classes of MicroK8s are not there', () => {
    const objects = render('eks', 'kaapana-admin-chart')
    const policies = objects.filter(({ kind }) => kind.startsWith('ValidatingAdmissionPolicy'))
    expect(policies.map(({ apiVersion }) => apiVersion)).toEqual([
      'admissionregistration.k8s.io/v1',
      'admissionregistration.k8s.io/v1',
    ])
    expect(objects.filter(({ kind }) => kind === 'StorageClass')).toEqual([])
  })
})
