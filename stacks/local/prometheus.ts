import { prometheusConfig } from '../../components/monitoring/prometheus-config.ts'
import { ruleFiles } from '../../components/monitoring/rules/rule-groups.ts'
import { type LocalContainer, type LocalGround, under } from './container.ts'

const FOLDER = '/etc/prometheus'

/** Files of Prometheus by path in its folder: configuration and rules. */
export function prometheusFiles(
  { settings, at }: Pick<LocalGround, 'settings' | 'at'>,
  folder: string = FOLDER,
): Record<string, string> {
  return {
    'prometheus.yml': prometheusConfig({
      targets: {
        'prediction-service': [at['service-metrics']],
        prometheus: [at.prometheus],
        alertmanager: [at.alertmanager],
        grafana: [at.grafana],
      },
      alertmanagers: [at.alertmanager],
      rules: `${folder}/rules/*.yaml`,
      labels: { environment: settings.environment },
    }),
    ...under('rules', ruleFiles()),
  }
}

/** Prometheus, which scrapes the service and evaluates the alerts of every environment. */
export function prometheusContainer(ground: LocalGround): LocalContainer {
  const { settings } = ground
  return {
    part: 'prometheus',
    image: settings.images.prometheus,
    user: '65534:65534',
    command: [
      `--config.file=${FOLDER}/prometheus.yml`,
      '--storage.tsdb.path=/prometheus',
      `--storage.tsdb.retention.time=${settings.metricsDays}d`,
    ],
    files: Object.entries(prometheusFiles(ground)).map(([path, content]) => ({
      path: `${FOLDER}/${path}`,
      content,
    })),
    data: '/prometheus',
    ports: { 9090: settings.ports.prometheus },
    health: ['promtool', 'check', 'ready', '--url=http://127.0.0.1:9090'],
    startSeconds: 60,
    memory: settings.memory.prometheus,
    processors: 1,
    after: ['alertmanager', 'service'],
  }
}
