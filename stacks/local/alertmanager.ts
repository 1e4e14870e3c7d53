import { alertmanagerFile } from '../../components/monitoring/alertmanager-config.ts'
import type { LocalContainer, LocalGround } from './container.ts'

const FOLDER = '/etc/alertmanager'

/** Configuration of Alertmanager. Nobody is told of alerts of one's own machine; its page shows them. */
export const alertmanagerText = (): string => alertmanagerFile({})

/** Alertmanager, which groups and silences what Prometheus reports. */
export function alertmanagerContainer({ settings }: LocalGround): LocalContainer {
  return {
    part: 'alertmanager',
    image: settings.images.alertmanager,
    user: '65534:65534',
    command: [
      `--config.file=${FOLDER}/alertmanager.yml`,
      '--storage.path=/alertmanager',
      // One Alertmanager has no others to talk to.
      '--cluster.listen-address=',
    ],
    files: [{ path: `${FOLDER}/alertmanager.yml`, content: alertmanagerText() }],
    data: '/alertmanager',
    ports: { 9093: settings.ports.alertmanager },
    health: ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:9093/-/ready'],
    startSeconds: 30,
    memory: settings.memory.alertmanager,
    processors: 1,
    after: [],
  }
}
