import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  grafanaProvisioning,
  PROMETHEUS_UID,
} from '../../../components/monitoring/grafana-provisioning.ts'
import { prometheusConfig } from '../../../components/monitoring/prometheus-config.ts'
import { ruleFiles } from '../../../components/monitoring/rules/rule-groups.ts'
import { hasProgram, runWith } from './programs.ts'

const CONFIG = prometheusConfig({
  targets: { 'prediction-service': ['service:8001'], alertmanager: ['alertmanager:9093'] },
  alertmanagers: ['alertmanager:9093'],
  rules: 'rules/*.yaml',
  labels: { environment: 'local' },
})

describe('files for tools outside Kubernetes', () => {
  it.skipIf(!hasProgram('promtool'))('are read by Prometheus, with all rules', () => {
    const rules = Object.entries(ruleFiles()).map(([name, text]) => [`rules/${name}`, text])
    const files = { 'prometheus.yaml': CONFIG, ...Object.fromEntries(rules) }
    const { code, output } = runWith(files, 'promtool', ['check', 'config', 'prometheus.yaml'])
    expect(output).toContain(`${rules.length} rule files found`)
    expect(output).toContain('is valid prometheus config')
    expect(code).toBe(0)
  })

  it('name the job of the service, which rules ask for', () => {
    const { scrape_configs, global } = parse(CONFIG)
    expect(scrape_configs[0]).toEqual({
      job_name: 'prediction-service',
      static_configs: [{ targets: ['service:8001'] }],
    })
    expect(global).toMatchObject({
      scrape_interval: '15s',
      external_labels: { environment: 'local' },
    })
  })

  it('lead Grafana to Prometheus, Alertmanager and boards that nobody changes by hand', () => {
    const files = grafanaProvisioning({
      prometheusUrl: 'http://prometheus:9090',
      alertmanagerUrl: 'http://alertmanager:9093',
      dashboards: '/var/lib/grafana/dashboards',
    })
    const { apiVersion, datasources } = parse(files['datasources/dataspace.yaml'] ?? '')
    expect(apiVersion).toBe(1)
    expect(datasources.map(({ type, url }: Record<string, string>) => [type, url])).toEqual([
      ['prometheus', 'http://prometheus:9090'],
      ['alertmanager', 'http://alertmanager:9093'],
    ])
    expect(datasources[0]).toMatchObject({ uid: PROMETHEUS_UID, isDefault: true, access: 'proxy' })
    const [provider] = parse(files['dashboards/dataspace.yaml'] ?? '').providers
    expect(provider).toMatchObject({
      type: 'file',
      allowUiUpdates: false,
      options: { path: '/var/lib/grafana/dashboards' },
    })
  })
})
