import { beforeAll, describe, expect, it } from 'vitest'
import { Edge } from '../../../components/edge/edge.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { find } from '../recorded-resources.ts'
import { refusalOf } from '../refusal.ts'
import { EDGE } from './arguments.ts'

const GRAFANA = 'grafana.dataspace.example.org'
const MLFLOW = 'mlflow.dataspace.example.org'
const TOOLS = [
  {
    hostNames: [GRAFANA],
    namespace: 'monitoring',
    serviceName: 'grafana',
    portName: 'http-web',
    healthPath: '/api/health',
  },
  { hostNames: [MLFLOW], namespace: 'sign-in', serviceName: 'proxy', healthPath: '/ready' },
]
const PREFIX = 'alb.ingress.kubernetes.io'

interface Ingress {
  metadata: { namespace: string; annotations: Record<string, string> }
  spec: { rules: { host: string; http: { paths: { backend: unknown }[] } }[] }
}

describe('An Edge before several Services', () => {
  let program: RecordedProgram
  const ingress = (name: string) => find(program, 'Ingress', name).inputs as unknown as Ingress
  beforeAll(async () => {
    program = await record(() => {
      const { urls } = new Edge('edge', { ...EDGE, moreBackends: TOOLS })
      return { urls }
    })
  })

  it('makes an Ingress in the namespace of each, for its own names alone', () => {
    const led = (['edge', `edge-${GRAFANA}`, `edge-${MLFLOW}`] as const).map((name) => {
      const { metadata, spec } = ingress(name)
      return [metadata.namespace, ...spec.rules.map(({ host }) => host)]
    })
    expect(led).toEqual([
      ['readmission', 'predict.dataspace.example.org', 'api.dataspace.example.org'],
      ['monitoring', GRAFANA],
      ['sign-in', MLFLOW],
    ])
    expect(ingress(`edge-${GRAFANA}`).spec.rules[0]?.http.paths[0]?.backend).toEqual({
      service: { name: 'grafana', port: { name: 'http-web' } },
    })
  })

  it('puts all behind one load balancer, with one firewall: only the health check differs', () => {
    const all = ['edge', `edge-${GRAFANA}`, `edge-${MLFLOW}`].map(
      (name) => ingress(name).metadata.annotations,
    )
    expect(all.map((one) => one[`${PREFIX}/healthcheck-path`])).toEqual([
      '/readyz',
      '/api/health',
      '/ready',
    ])
    const shared = all.map((one) => ({ ...one, [`${PREFIX}/healthcheck-path`]: '' }))
    expect(shared[1]).toEqual(shared[0])
    expect(shared[2]).toEqual(shared[0])
    expect(shared[0]).toMatchObject({
      [`${PREFIX}/group.name`]: 'edge',
      [`${PREFIX}/wafv2-acl-arn`]: find(program, 'WebAcl', 'edge').outputs.arn,
    })
  })

  it('has one certificate for all names, and a record for each', () => {
    expect(find(program, 'Certificate', 'edge').inputs).toMatchObject({
      domainName: 'predict.dataspace.example.org',
      subjectAlternativeNames: ['api.dataspace.example.org', GRAFANA, MLFLOW],
    })
    for (const host of [GRAFANA, MLFLOW]) find(program, 'Record', `edge-${host}`)
    expect(program.outputs.urls).toContain(`https://${MLFLOW}`)
  })

  it('keeps its load balancer without a group where there is one Service', async () => {
    const alone = await record(() => void new Edge('edge', EDGE))
    const { metadata } = find(alone, 'Ingress', 'edge').inputs as unknown as Ingress
    expect(Object.keys(metadata.annotations)).not.toContain(`${PREFIX}/group.name`)
  })

  it.each([
    ['of another domain', ['grafana.example.com']],
    ['that another has', ['api.dataspace.example.org']],
    ['that are missing', []],
  ])('refuses host names %s', (_case, hostNames) => {
    const moreBackends = [{ hostNames, namespace: 'monitoring', serviceName: 'grafana' }]
    expect(refusalOf(() => new Edge('edge', { ...EDGE, moreBackends }))).toContain(
      'backend.hostNames must be one or more different host names in dataspace.example.org',
    )
  })
})
