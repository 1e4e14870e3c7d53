import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KubernetesObject } from '../../../kube/kubernetes-api.ts'
import { type ChartsForEks, chartsForEks, missingForCharts } from '../rendered-charts.ts'

const title = missingForCharts === undefined ? '' : ` (skipped: ${missingForCharts})`

describe.skipIf(missingForCharts !== undefined)(`Kaapana’s charts for EKS${title}`, () => {
  let charts: ChartsForEks
  let admin: KubernetesObject[]
  let platform: KubernetesObject[]
  beforeAll(async () => {
    charts = await chartsForEks()
    admin = charts.render('kaapana-admin-chart')
    platform = charts.render('kaapana-platform-chart')
  }, 120_000)
  afterAll(() => charts?.remove())

  const named = (objects: readonly KubernetesObject[], kind: string, name: string) => {
    const found = objects.find((one) => one.kind === kind && one.metadata.name === name)
    if (found === undefined) throw new Error(`There is no ${kind} ${name}.`)
    return found
  }

  it('have the Services, and their ports, that the load balancer is bound to', () => {
    const portsOf = (objects: readonly KubernetesObject[], name: string) =>
      named(objects, 'Service', name).spec.ports.map(
        (port: { name: string; port: number; nodePort?: number }) =>
          `${port.name} ${port.port} ${port.nodePort}`,
      )
    expect(portsOf(admin, 'oauth2-proxy-service')).toEqual(['https-port 443 31443'])
    expect(portsOf(admin, 'traefik-http')).toEqual(['web 80 31080'])
    expect(portsOf(platform, 'ctp-dicom-service')).toEqual(['ctp-dcm-port 11112 31112'])
    expect(named(platform, 'Service', 'ctp-dicom-service').metadata.namespace).toBe('services')
  })

  it('have hooks that wait for Kaapana and undeploy it, with kube-helm’s rights', () => {
    for (const [name, hook] of [
      ['dataspace-ready', 'post-install'],
      ['dataspace-undeploy', 'pre-delete'],
    ] as const) {
      const job = named(admin, 'Job', name)
      expect(job.metadata).toMatchObject({
        namespace: 'admin',
        annotations: { 'helm.sh/hook': hook },
      })
      const { containers, ...pod } = job.spec.template.spec
      expect(pod).toMatchObject({
        serviceAccountName: 'kaapana-kube-admin',
        nodeSelector: { 'kaapana.io/node': 'storage' },
      })
      expect(containers[0].image).toMatch(/\/kaapana\/kube-helm:0\.6\./)
    }
    const script: string = named(admin, 'Job', 'dataspace-undeploy').spec.template.spec
      .containers[0].command[2]
    expect(script).not.toContain('{{')
    expect(script).not.toContain('delete persistentvolumeclaims')
  })

  it('put the folders of Airflow into the file system', () => {
    const volumes = platform.filter(({ kind }) => kind === 'PersistentVolume')
    expect(volumes.map(({ metadata }) => metadata.name).sort()).toEqual([
      'services-af-logs-pv',
      'services-af-plugins-pv',
      'services-dags-pv',
    ])
    for (const { spec } of volumes) {
      expect(spec.hostPath).toBeUndefined()
      expect(spec.csi.driver).toBe('efs.csi.aws.com')
      expect(spec.csi.volumeHandle).toMatch(/^fs-1::fsap-/)
    }
  })

  it('leave them on the node’s disk with parity', () => {
    const none = { shared_volume_dags: '', shared_volume_af_plugins: '', shared_volume_af_logs: '' }
    const volumes = charts
      .render('kaapana-platform-chart', none)
      .filter(({ kind }) => kind === 'PersistentVolume')
    expect(volumes.map(({ spec }) => spec.hostPath.path).sort()).toEqual([
      '/home/kaapana/airflow/logs',
      '/home/kaapana/workflows/dags',
      '/home/kaapana/workflows/plugins',
    ])
  })

  it('claim volumes of our classes, workflows’ by many nodes', () => {
    const claims = [...admin, ...platform].filter(({ kind }) => kind === 'PersistentVolumeClaim')
    const count = Object.groupBy(
      claims,
      ({ spec }) => `${spec.storageClassName} ${spec.accessModes}`,
    )
    expect(Object.fromEntries(Object.entries(count).map(([of, all]) => [of, all?.length]))).toEqual(
      {
        'kaapana-fast ReadWriteOnce': 18,
        'kaapana-slow ReadWriteOnce': 3,
        'kaapana-workflow ReadWriteMany': 2,
        'kaapana-hostpath ReadWriteOnce': 3,
      },
    )
  })

  it('select no node by its name', () => {
    for (const chart of ['kaapana-platform-chart', 'kaapana-workflows-core'])
      expect(JSON.stringify(charts.render(chart))).not.toContain('kubernetes.io/hostname')
  })
})
