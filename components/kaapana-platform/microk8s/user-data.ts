import { stringify } from 'yaml'
import { machinePaths } from './machine-paths.ts'
import { type MachineSettings, settingsFile } from './machine-settings.ts'
import { installScript } from './scripts/install-script.ts'
import { NODE_NAME } from './scripts/machine-steps.ts'

/** What EC2 takes, before it is encoded. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
export const USER_DATA_LIMIT = 16_384

/**
 * Cloud-config of the machine: settings, the script that fetches the others, and timers. It does not
 * change with a release of Kaapana or a step, so that neither replaces the machine.
 * https://cloudinit.readthedocs.io/en/latest/reference/modules.html
 */
export function userData(settings: MachineSettings): string {
  const config = {
    hostname: NODE_NAME,
    preserve_hostname: false,
    manage_etc_hosts: 'localhost',
    write_files: filesOf(settings),
    runcmd: [
      ['systemctl', 'daemon-reload'],
      ...TIMERS.map(({ name }) => ['systemctl', 'enable', '--now', `${name}.timer`]),
    ],
  }
  return `#cloud-config\n${stringify(config, { lineWidth: 0 })}`
}

function filesOf(settings: MachineSettings) {
  const paths = machinePaths()
  const script = (name: string, content: string) => ({
    path: `${paths.scripts}/${name}`,
    permissions: '0755',
    content,
  })
  const file = (path: string, content: string) => ({ path, permissions: '0644', content })
  return [
    file(paths.settings, settingsFile(settings)),
    file('/etc/sysctl.d/90-kaapana.conf', KERNEL),
    script('kaapana-install', installScript(paths)),
    ...TIMERS.flatMap((timer) => [
      file(`/etc/systemd/system/${timer.name}.service`, serviceUnit(timer)),
      file(`/etc/systemd/system/${timer.name}.timer`, timerUnit(timer)),
    ]),
    // Pods must not find an empty folder where the data volume is late.
    file(
      '/etc/systemd/system/snap.microk8s.daemon-kubelite.service.d/data-volume.conf',
      `[Unit]\nRequiresMountsFor=${paths.data}\n`,
    ),
  ]
}

// OpenSearch's least, and what Kaapana's own tests run with.
const KERNEL = `vm.max_map_count=262144
fs.inotify.max_user_watches=100000
fs.inotify.max_user_instances=10000
`

interface Timer {
  readonly name: string
  readonly does: string
  /** https://www.freedesktop.org/software/systemd/man/latest/systemd.time.html#Calendar%20Events */
  readonly when: string
}

const TIMERS: readonly Timer[] = [
  { name: 'kaapana-install', does: 'Brings Kaapana to what is wanted', when: 'minutely' },
  { name: 'kaapana-pull-secret', does: 'Keeps pull secrets fresh', when: 'minutely' },
  { name: 'kaapana-report', does: 'Sends metrics of Kaapana', when: '*:0/5' },
]

const serviceUnit = ({ name, does }: Timer): string => `[Unit]
Description=${does}
Wants=network-online.target
After=network-online.target
ConditionFileIsExecutable=/usr/local/sbin/${name}

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/${name}
TimeoutStartSec=infinity
`

const timerUnit = ({ does, when }: Timer): string => `[Unit]
Description=${does}

[Timer]
OnCalendar=${when}
AccuracySec=1s

[Install]
WantedBy=timers.target
`
