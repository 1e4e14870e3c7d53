import { dashboardFiles } from '../../components/monitoring/dashboards/dashboard-files.ts'
import { grafanaProvisioning } from '../../components/monitoring/grafana-provisioning.ts'
import { type LocalContainer, type LocalGround, SECRETS, under } from './container.ts'

const PROVISIONING = '/etc/grafana/provisioning'
const DASHBOARDS = '/etc/grafana/dashboards'

/** User of Grafana's image. */
const USER = 472

/** Files of Grafana by path: data sources, and the dashboards of every environment. */
export function grafanaFiles({ at }: Pick<LocalGround, 'at'>): Record<string, string> {
  const provisioning = grafanaProvisioning({
    prometheusUrl: `http://${at.prometheus}`,
    alertmanagerUrl: `http://${at.alertmanager}`,
    dashboards: DASHBOARDS,
  })
  return {
    ...under(PROVISIONING, provisioning),
    ...under(DASHBOARDS, dashboardFiles()),
  }
}

/** Grafana with its data sources and dashboards. */
export function grafanaContainer(ground: LocalGround): LocalContainer {
  const { settings, secret } = ground
  const password = { path: `${SECRETS}/grafana`, content: secret('grafana'), owner: USER }
  const files = Object.entries(grafanaFiles(ground)).map(([path, content]) => ({ path, content }))
  return {
    part: 'grafana',
    image: settings.images.grafana,
    user: `${USER}:0`,
    variables: {
      GF_SECURITY_ADMIN_USER: 'admin',
      GF_SECURITY_ADMIN_PASSWORD__FILE: password.path,
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
      GF_USERS_ALLOW_SIGN_UP: 'false',
    },
    files: [password, ...files],
    data: '/var/lib/grafana',
    ports: { 3000: settings.ports.grafana },
    health: ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:3000/api/health'],
    startSeconds: 120,
    memory: settings.memory.grafana,
    processors: 1,
    after: ['prometheus'],
  }
}
