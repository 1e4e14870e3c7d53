import { stringify } from 'yaml'
import { BuildkitdPlace, buildkitdConfig } from './buildkitd-config.ts'
import { idleScript, setupScript } from './setup-scripts.ts'

/** What an instance is told at its first boot. */
export interface UserDataSettings {
  /** Id of the cache's volume, e.g. `vol-0123456789abcdef0`. */
  readonly volumeId: string
  readonly releaseUrl: string
  readonly idleMinutes: number
  readonly cacheGib: number
  readonly maxParallelism: number
  readonly mirrors: Readonly<Record<string, string>>
}

/**
 * Cloud-config of an instance that runs buildkitd as a service. What has to hold after a stop and
 * start is in units, which run at every boot; cloud-init itself runs once.
 * https://cloudinit.readthedocs.io/en/latest/reference/modules.html
 */
export function userData(settings: UserDataSettings): string {
  const config = {
    write_files: filesOf(settings),
    runcmd: [
      ['systemctl', 'daemon-reload'],
      // First of all: whatever fails from here on, the machine stops.
      ['systemctl', 'enable', '--now', 'image-builder-idle.timer'],
      ['systemctl', 'enable', '--now', 'buildkit.service'],
    ],
  }
  return `#cloud-config\n${stringify(config, { lineWidth: 0 })}`
}

const SCRIPTS = '/usr/local/sbin'
const UNITS = '/etc/systemd/system'

function filesOf(settings: UserDataSettings) {
  const { idleMinutes, cacheGib, maxParallelism, mirrors } = settings
  const place = BuildkitdPlace.Service
  const script = (name: string, content: string) => ({
    path: `${SCRIPTS}/${name}`,
    permissions: '0755',
    content,
  })
  const file = (path: string, content: string) => ({ path, permissions: '0644', content })
  return [
    script('image-builder-setup', setupScript(settings)),
    script('image-builder-idle', idleScript(idleMinutes)),
    file(
      '/etc/buildkit/buildkitd.toml',
      buildkitdConfig({ place, cacheGib, maxParallelism, mirrors }),
    ),
    ...Object.entries(UNIT_FILES).map(([name, content]) => file(`${UNITS}/${name}`, content)),
  ]
}

const UNIT_FILES: Readonly<Record<string, string>> = {
  'image-builder-setup.service': `[Unit]
Description=Disk and programs of the image builder
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${SCRIPTS}/image-builder-setup
TimeoutStartSec=20min
`,
  'buildkit.service': `[Unit]
Description=BuildKit
Requires=image-builder-setup.service
After=image-builder-setup.service

[Service]
Type=notify
ExecStart=/usr/local/bin/buildkitd --config /etc/buildkit/buildkitd.toml
Restart=on-failure
RestartSec=5s
Delegate=yes
LimitNOFILE=1048576
TasksMax=infinity

[Install]
WantedBy=multi-user.target
`,
  'image-builder-idle.service': `[Unit]
Description=Stops the machine when nobody builds

[Service]
Type=oneshot
ExecStart=${SCRIPTS}/image-builder-idle
`,
  'image-builder-idle.timer': `[Unit]
Description=Looks every minute whether anybody builds

[Timer]
OnBootSec=1min
OnUnitActiveSec=1min

[Install]
WantedBy=timers.target
`,
}
