import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { ruleGroups } from '../../../components/monitoring/rules/rule-groups.ts'
import { CHARTS } from '../../../components/versions.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { hasProgram, runWith } from './programs.ts'
import { ON_AWS, recorded, valuesOf, WITHOUT_AWS } from './recorded-monitoring.ts'

/** Folder of unpacked charts with their dependencies in `charts/`; absent in most places. */
const { CHARTS_DIR = '' } = process.env

const chartOf = (name: string): string => join(CHARTS_DIR, name)

/** True where a chart and Helm are there. */
function canRender(): boolean {
  if (CHARTS_DIR === '' || !existsSync(chartOf('kube-prometheus-stack'))) {
    process.stderr.write('Skipping the rendering of monitoring: CHARTS_DIR has no such chart.\n')
    return false
  }
  return hasProgram('helm')
}

// biome-ignore lint/suspicious/noExplicitAny: objects of many kinds
type Rendered = any

/** What Helm makes of a chart and values, definitions of the operator left out. */
function render(chart: string, values: unknown): Rendered[] {
  const { code, output } = runWith({ 'values.json': JSON.stringify(values) }, 'helm', [
    'template',
    chart,
    chartOf(chart),
    '--namespace=monitoring',
    '--kube-version=1.36.0',
    '--api-versions=monitoring.coreos.com/v1',
    '--values=values.json',
  ])
  if (code !== 0) throw new Error(output)
  return parseAllDocuments(output)
    .map((document) => document.toJS() as Rendered)
    .filter((object) => object?.kind !== undefined)
}

describe.skipIf(!canRender())('the charts, rendered by Helm', () => {
  let program: RecordedProgram
  let objects: Rendered[] = []
  beforeAll(async () => {
    program = await recorded(ON_AWS)
    objects = render(CHARTS.prometheusStack.chart, valuesOf(program, 'monitoring-stack'))
  }, 60_000)
  const find = (kind: string, name: string): Rendered => {
    const found = objects.find((one) => one.kind === kind && one.metadata.name === name)
    if (found === undefined) throw new Error(`There is no ${kind} ${name}.`)
    return found
  }

  it('carry our rules as they are', () => {
    const { spec } = find('PrometheusRule', 'kube-prometheus-stack-dataspace')
    expect(spec.groups).toEqual(JSON.parse(JSON.stringify(ruleGroups())))
  })

  it('watch nothing that cannot be reached', () => {
    const names = objects
      .filter(({ kind }) => kind === 'ServiceMonitor')
      .map((one) => one.metadata.name)
    expect(names).toContain('kube-prometheus-stack-kubelet')
    expect(names.join()).not.toMatch(/controller-manager|scheduler|etcd|kube-proxy/)
    const rules = objects.filter(({ kind }) => kind === 'PrometheusRule')
    expect(JSON.stringify(rules)).not.toMatch(
      /KubeSchedulerDown|KubeControllerManagerDown|etcdMembersDown|KubeProxyDown/,
    )
  })

  it('give Alertmanager our configuration and service account', () => {
    const secret = find('Secret', 'alertmanager-kube-prometheus-stack-alertmanager')
    const config = Buffer.from(secret.data['alertmanager.yaml'], 'base64').toString()
    expect(config).toContain('receiver: people')
    expect(config).not.toContain('receiver: "null"')
    const { spec } = find('Alertmanager', 'kube-prometheus-stack-alertmanager')
    expect(spec.serviceAccountName).toBe('alertmanager')
    // The component makes it.
    expect(() => find('ServiceAccount', 'alertmanager')).toThrow('There is no ServiceAccount')
    if (hasProgram('amtool')) {
      const checked = runWith({ 'alertmanager.yaml': config }, 'amtool', [
        'check-config',
        'alertmanager.yaml',
      ])
      expect(checked.code, checked.output).toBe(0)
    }
  })

  it('select every monitor, and keep metrics on a disk', () => {
    const { spec } = find('Prometheus', 'kube-prometheus-stack-prometheus')
    expect(spec).toMatchObject({
      serviceMonitorSelector: {},
      podMonitorSelector: {},
      ruleSelector: {},
    })
    expect(spec.retention).toBe('30d')
    expect(spec.externalLabels).toEqual({ environment: 'prod' })
  })

  it('let Grafana sign people in and look into no other namespace', () => {
    const ini: string = find('ConfigMap', 'kube-prometheus-stack-grafana').data['grafana.ini']
    expect(ini).toContain('client_secret = $__file{/etc/secrets/sign-in/client-secret}')
    const roles = objects.filter(
      ({ kind, metadata }) => kind === 'ClusterRole' && metadata.name.includes('grafana'),
    )
    expect(roles).toEqual([])
    expect(find('Ingress', 'kube-prometheus-stack-grafana').spec.ingressClassName).toBe('alb')
  })

  it('make pods that the restricted standard admits, with bounds, but for the nodes’ exporter', () => {
    const pods = objects.filter(({ kind }) => /^(Deployment|StatefulSet|DaemonSet|Job)$/.test(kind))
    expect(pods.length).toBeGreaterThan(2)
    for (const { kind, metadata, spec } of pods) {
      if (kind === 'DaemonSet') {
        expect(metadata.namespace).toBe('kube-system')
        continue
      }
      const { securityContext = {}, containers, initContainers = [] } = spec.template.spec
      for (const container of [...containers, ...initContainers]) {
        const own = { ...securityContext, ...container.securityContext }
        const at = `${metadata.name}/${container.name}`
        expect(own.runAsNonRoot, at).toBe(true)
        expect(own.allowPrivilegeEscalation, at).toBe(false)
        expect(own.capabilities?.drop, at).toEqual(['ALL'])
        expect(own.seccompProfile?.type, at).toBe('RuntimeDefault')
        expect(container.resources?.limits?.memory, at).toBeDefined()
      }
    }
  })

  it('probe each address', () => {
    const prober = render(CHARTS.blackboxExporter.chart, valuesOf(program, 'monitoring-prober'))
    const monitors = prober.filter(({ kind }) => kind === 'ServiceMonitor')
    const targets = monitors.map(({ spec }) => spec.endpoints[0].params.target[0])
    expect(targets.sort()).toEqual(ON_AWS.probes?.map(({ url }) => url).sort())
  })

  it('are rendered without AWS as well', async () => {
    const values = valuesOf(await recorded(WITHOUT_AWS), 'monitoring-stack')
    const kinds = render(CHARTS.prometheusStack.chart, values).map(({ kind }) => kind)
    expect(kinds).toContain('Prometheus')
    expect(kinds).not.toContain('Ingress')
  })
})
