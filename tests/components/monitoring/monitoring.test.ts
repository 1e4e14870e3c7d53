import { describe, expect, it } from 'vitest'
import { dashboardFiles } from '../../../components/monitoring/dashboards/dashboard-files.ts'
import { CHARTS } from '../../../components/versions.ts'
import { find, ON_AWS, recorded, valuesOf, WITHOUT_AWS } from './recorded-monitoring.ts'

const onAws = await recorded(ON_AWS)
const withoutAws = await recorded(WITHOUT_AWS)
const values = valuesOf(onAws, 'monitoring-stack')

describe('Monitoring', () => {
  it('makes exactly these objects', () => {
    const policies = [
      'among',
      'deny-all',
      'from-callers',
      'to-api-server',
      'to-dns',
      'to-nodes',
      'to-pod-identity',
      'to-pods',
      'to-probed',
      'to-receivers',
      'to-sign-in',
    ]
    const made = onAws.resources
      .filter(({ type }) => !/^pulumi:|:Monitoring$/.test(type))
      .map(({ type, name }) => `${type.split(':').at(-1)} ${name}`)
    expect(made.sort()).toEqual(
      [
        'ConfigMap monitoring-dataspace-model',
        'ConfigMap monitoring-dataspace-platform',
        'Namespace monitoring',
        ...policies.map((role) => `NetworkPolicy monitoring-${role}`),
        'PodIdentityAssociation monitoring-alerts-association',
        'Policy monitoring-alerts-policy',
        'RandomPassword monitoring-admin',
        'Release monitoring-prober',
        'Release monitoring-stack',
        'Role monitoring-alerts-role',
        'RolePolicyAttachment monitoring-alerts-own',
        'Secret monitoring-admin',
        'Secret monitoring-sign-in',
        'ServiceAccount monitoring-alertmanager',
      ].sort(),
    )
  })

  it('tells where its parts are once they are there', () => {
    expect(onAws.outputs).toMatchObject({
      grafanaServiceName: 'kube-prometheus-stack-grafana',
      grafanaUrl: 'http://kube-prometheus-stack-grafana.monitoring.svc',
      prometheusUrl: 'http://kube-prometheus-stack-prometheus.monitoring.svc:9090',
      alertmanagerUrl: 'http://kube-prometheus-stack-alertmanager.monitoring.svc:9093',
      adminSecretName: 'monitoring-admin',
    })
    expect(withoutAws.outputs.roleArn).toBe('')
  })

  it('installs the pinned charts, all or nothing, the prober after the definitions it needs', () => {
    const stack = find(onAws, 'Release', 'monitoring-stack')
    expect(stack.inputs).toMatchObject({
      chart: 'kube-prometheus-stack',
      version: CHARTS.prometheusStack.version,
      atomic: true,
    })
    expect(find(onAws, 'Release', 'monitoring-prober').dependencies).toContain(stack.urn)
  })

  it('lets Alertmanager publish to its topic with its key, and do nothing else', () => {
    const policy = JSON.parse(
      String(find(onAws, 'Policy', 'monitoring-alerts-policy').inputs.policy),
    )
    expect(policy.Statement).toEqual([
      {
        Sid: 'PublishAlerts',
        Effect: 'Allow',
        Action: ['sns:Publish'],
        Resource: ['arn:aws:sns:eu-central-1:123456789012:alarms'],
      },
      {
        Sid: 'EncryptAlerts',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: ['arn:aws:kms:eu-central-1:123456789012:key/alarms'],
      },
    ])
    const association = find(onAws, 'PodIdentityAssociation', 'monitoring-alerts-association')
    expect(association.inputs).toMatchObject({
      namespace: 'monitoring',
      serviceAccount: values.alertmanager.serviceAccount.name,
    })
    expect(find(onAws, 'Release', 'monitoring-stack').dependencies).toContain(association.urn)
  })

  it('puts no secret into values: they name existing Secrets', () => {
    for (const program of [onAws, withoutAws])
      for (const { type, inputs } of program.resources)
        if (type.endsWith(':Release'))
          expect(JSON.stringify(inputs)).not.toMatch(/nobody-may-see|a-secret-address/)
    expect(values.grafana.admin.existingSecret).toBe('monitoring-admin')
    expect(values.grafana['grafana.ini']['auth.generic_oauth'].client_secret).toBe(
      '$__file{/etc/secrets/sign-in/client-secret}',
    )
    const hidden = valuesOf(withoutAws, 'monitoring-stack').alertmanager
    expect(hidden.alertmanagerSpec.secrets).toEqual(['monitoring-webhook'])
    expect(hidden.config.receivers[0].webhook_configs).toEqual([
      {
        url_file: '/etc/alertmanager/secrets/monitoring-webhook/url',
        http_config: {
          authorization: {
            type: 'Bearer',
            credentials_file: '/etc/alertmanager/secrets/monitoring-webhook/token',
          },
        },
        send_resolved: true,
      },
    ])
  })

  it('takes an administrator that exists already', async () => {
    const program = await recorded({ ...WITHOUT_AWS, adminSecretName: 'grafana-admin' })
    expect(valuesOf(program, 'monitoring-stack').grafana.admin.existingSecret).toBe('grafana-admin')
    expect(program.resources.filter(({ type }) => type.endsWith(':RandomPassword'))).toEqual([])
  })

  it('takes in every monitor and rule of the cluster', () => {
    expect(values.prometheus.prometheusSpec).toMatchObject({
      ruleSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
    })
  })

  it('scrapes nothing that EKS does not show, and has no alerts about it', () => {
    for (const part of ['kubeControllerManager', 'kubeScheduler', 'kubeEtcd', 'kubeProxy'])
      expect(values[part]).toEqual({ enabled: false })
    expect(Object.values(values.defaultRules.rules)).toEqual([false, false, false, false, false])
  })

  it('keeps metrics as long and on as much as is said, and a fifth of the disk free', async () => {
    const program = await recorded({
      ...WITHOUT_AWS,
      retentionDays: 90,
      storageGib: 200,
      storageClassName: 'gp3',
      replicas: 2,
    })
    const { prometheus, alertmanager } = valuesOf(program, 'monitoring-stack')
    expect(prometheus.prometheusSpec).toMatchObject({
      replicas: 2,
      retention: '90d',
      retentionSize: '163840MiB',
      storageSpec: {
        volumeClaimTemplate: {
          spec: { storageClassName: 'gp3', resources: { requests: { storage: '200Gi' } } },
        },
      },
    })
    expect(prometheus.podDisruptionBudget.enabled).toBe(true)
    expect(alertmanager.alertmanagerSpec.replicas).toBe(2)
  })

  it('lets members of groups look, and administrators administer, by the provider’s addresses', () => {
    expect(values.grafana['grafana.ini']['auth.generic_oauth']).toMatchObject({
      auth_url: 'https://sso.example.org/realms/hospital/protocol/openid-connect/auth',
      allowed_groups: 'data-science,platform',
      role_attribute_path: "(contains(groups[*], 'platform')) && 'Admin' || 'Viewer'",
      role_attribute_strict: true,
    })
    const closed = valuesOf(withoutAws, 'monitoring-stack').grafana
    expect(closed).not.toHaveProperty('ingress')
    expect(closed['grafana.ini']).not.toHaveProperty('auth.generic_oauth')
  })

  it('brings every board to Grafana', () => {
    for (const [file, text] of Object.entries(dashboardFiles())) {
      const board = find(onAws, 'ConfigMap', `monitoring-${file.replace('.json', '')}`)
      expect(board.inputs).toMatchObject({
        metadata: { labels: { grafana_dashboard: '1' } },
        data: { [file]: text },
      })
    }
  })

  it('opens to the network what is needed and no more', () => {
    const spec = (role: string) => find(onAws, 'NetworkPolicy', `monitoring-${role}`).inputs.spec
    expect(spec('deny-all')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    expect(spec('from-callers')).toMatchObject({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'grafana' } },
      ingress: [
        {
          from: [{ ipBlock: { cidr: '10.20.64.0/20' } }],
          ports: [{ protocol: 'TCP', port: 3000 }],
        },
      ],
    })
    expect(spec('to-nodes')).toMatchObject({
      egress: [{ to: [{ ipBlock: { cidr: '10.20.0.0/18' } }] }],
    })
    expect(spec('to-probed')).toMatchObject({
      egress: [{ ports: [{ port: 443 }, { port: 5000 }] }],
    })
    const names = withoutAws.resources.map(({ name }) => name)
    for (const role of ['from-callers', 'to-pod-identity', 'to-probed', 'to-sign-in'])
      expect(names).not.toContain(`monitoring-${role}`)
  })
})
