import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { CONTROLS } from '../../policies/controls.ts'
import type { Graph } from '../../policies/graph.ts'
import type { RecordedProgram } from '../../rehearsal/engine/recorded-resource.ts'
import { find } from '../components/recorded-resources.ts'
import { recordConfiguration, recordEnvironment } from './recorded-environment.ts'

const DOMAIN = 'dataspace.hospital.example'
const IMAGE = `registry.example/tool@sha256:${'0123456789abcdef'.repeat(4)}`
const SIGN_IN = {
  issuer: 'https://sso.hospital.example/realms/hospital',
  clientId: 'dataspace',
  clientSecretName: 'dataspace/sign-in',
  allowedGroups: ['ml-team', 'platform'],
  adminGroups: ['platform'],
  proxyImage: IMAGE,
}

const ingresses = ({ resources }: RecordedProgram) =>
  resources.filter(({ type }) => type.endsWith(':Ingress'))

// biome-ignore lint/suspicious/noExplicitAny: values of charts
const valuesOf = (program: RecordedProgram, name: string): any =>
  find(program, 'Release', name).inputs.values

describe('tools with host names', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    const text = readFileSync(join(import.meta.dirname, '../../Pulumi.prod.yaml'), 'utf8')
    const { config } = parse(text) as { config: Record<string, Record<string, unknown>> }
    const named = (tool: string, name: string, more = {}) => ({
      ...config[`dataspace:${tool}`],
      hostName: `${name}.${DOMAIN}`,
      ...more,
    })
    const built = { image: IMAGE, taskImage: IMAGE }
    program = await recordConfiguration(
      {
        ...config,
        'dataspace:signIn': SIGN_IN,
        'dataspace:service': named('service', 'api', {
          signIn: { enabled: true, adminRole: 'platform', userRole: 'ml-team' },
          plan: 'plans/of-nobody',
        }),
        'dataspace:tracking': named('tracking', 'mlflow'),
        'dataspace:pipelines': named('pipelines', 'airflow', built),
        'dataspace:monitoring': named('monitoring', 'grafana'),
      },
      'prod',
    )
  })

  it('are behind the load balancer of the service, MLflow behind a proxy', () => {
    const led = ingresses(program).map(({ inputs }) => {
      const { metadata, spec } = inputs as unknown as {
        metadata: { namespace: string }
        spec: { rules: { host: string; http: { paths: { backend: { service: object } }[] } }[] }
      }
      const [rule] = spec.rules
      return [rule?.host, metadata.namespace, rule?.http.paths[0]?.backend.service]
    })
    expect(Object.fromEntries(led.map(([host, ...rest]) => [host, rest]))).toEqual({
      [`api.${DOMAIN}`]: ['prediction', expect.anything()],
      [`mlflow.${DOMAIN}`]: [
        'tracking-sign-in',
        { name: 'tracking-sign-in', port: { name: 'http' } },
      ],
      [`airflow.${DOMAIN}`]: [
        'pipelines',
        { name: 'pipelines-api-server', port: { name: 'api-server' } },
      ],
      [`grafana.${DOMAIN}`]: [
        'monitoring',
        { name: 'kube-prometheus-stack-grafana', port: { name: 'http-web' } },
      ],
    })
  })

  it('ask for sign-in themselves, or let nobody but their proxy in', () => {
    expect(valuesOf(program, 'pipelines').apiServer.apiServerConfig).toContain(SIGN_IN.issuer)
    const grafana = valuesOf(program, 'monitoring-stack').grafana['grafana.ini']
    expect(grafana['auth.generic_oauth']).toMatchObject({ enabled: true, client_id: 'dataspace' })
    const { spec } = find(program, 'NetworkPolicy', 'tracking-from-callers').inputs as {
      spec: { ingress: { from: object[] }[] }
    }
    const callers = spec.ingress.flatMap(({ from }) => from)
    expect(JSON.stringify(callers)).not.toContain('ipBlock')
    expect(JSON.stringify(callers)).toContain('tracking-sign-in')
  })

  it('are linked from the console, where people sign in at the same provider', () => {
    const { data } = find(program, 'ConfigMap', 'prediction-settings').inputs as {
      data: Record<string, string>
    }
    expect(JSON.parse(data.TOOL_LINKS ?? '')).toMatchObject({
      Grafana: `https://grafana.${DOMAIN}`,
      MLflow: `https://mlflow.${DOMAIN}`,
      Airflow: `https://airflow.${DOMAIN}`,
    })
    expect(data).toMatchObject({
      PUBLIC_URL: `https://api.${DOMAIN}`,
      OIDC_ISSUER: SIGN_IN.issuer,
      OIDC_CLIENT_ID: 'dataspace',
      OIDC_CLIENT_SECRET_FILE: '/run/secrets/service/oidc-client-secret',
      OIDC_ROLES_CLAIM: 'groups',
      OIDC_ADMIN_ROLE: 'platform',
      OIDC_USER_ROLE: 'ml-team',
    })
    // A plan that nobody has made yet does not keep the environment from being made.
    expect(data).not.toHaveProperty('PLAN_PATH')
  })

  it('keep the secret of the application in Secrets alone', () => {
    const holding = program.resources.filter(({ inputs }) =>
      JSON.stringify(inputs).includes('simulated secret'),
    )
    expect(holding.map(({ type, name }) => [type, name])).toEqual([
      ['kubernetes:core/v1:Secret', 'monitoring-sign-in'],
      ['kubernetes:core/v1:Secret', 'pipelines-sign-in'],
      ['aws:secretsmanager/secretVersion:SecretVersion', 'prediction-sign-in'],
      ['kubernetes:core/v1:Secret', 'tracking-sign-in-secrets'],
    ])
    for (const { type, secretInputs } of holding)
      expect(secretInputs).toContain(type.endsWith(':Secret') ? 'stringData' : 'secretString')
  })

  it('hold every control that prod holds', () => {
    const graph = program as unknown as Graph
    const broken = CONTROLS.filter(({ violations }) => violations(graph).length > 0)
    expect(broken.map(({ number }) => number)).toEqual([])
  })
})

describe('tools without host names', () => {
  it('have no ingress: the one of the service is the only one', async () => {
    const prod = await recordEnvironment('prod')
    expect(ingresses(prod).map(({ name }) => name)).toEqual(['edge'])
    expect(JSON.stringify(valuesOf(prod, 'pipelines'))).not.toContain('"ingress"')
    const { grafana } = valuesOf(prod, 'monitoring-stack')
    expect(grafana.ingress).toBeUndefined()
  })
})
