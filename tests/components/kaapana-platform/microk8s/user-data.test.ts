import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { machineScripts } from '../../../../components/kaapana-platform/microk8s/machine-scripts.ts'
import {
  type MachineSettings,
  settingsFile,
} from '../../../../components/kaapana-platform/microk8s/machine-settings.ts'
import {
  USER_DATA_LIMIT,
  userData,
} from '../../../../components/kaapana-platform/microk8s/user-data.ts'
import { SETTINGS } from './arguments.ts'

interface File {
  path: string
  permissions: string
  content: string
}
interface Config {
  hostname: string
  write_files: File[]
  runcmd: string[][]
}

const missing = (tool: string) => spawnSync(tool, ['--version']).error !== undefined
const config = parse(userData(SETTINGS)) as Config
const file = (path: string) => config.write_files.find((one) => one.path === path)?.content ?? ''
const scripts = [
  ...config.write_files
    .filter(({ permissions }) => permissions === '0755')
    .map(({ path, content }): [string, string] => [path, content]),
  ...Object.entries(machineScripts()),
]

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length })
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/)
const region = fc.constantFrom('eu-central-1', 'us-east-1', 'ap-southeast-3')
const settings: fc.Arbitrary<MachineSettings> = fc
  .record({
    region,
    volume: hex(17),
    name: label,
    host: fc.array(label, { minLength: 2, maxLength: 4 }),
    prefix: fc.stringMatching(/^[a-z][a-z0-9]{0,20}(\/[a-z0-9]{1,20}){0,3}$/),
    certificate: fc.boolean(),
    gpu: fc.boolean(),
    keepData: fc.boolean(),
    // A name may hold what a shell would read.
    log: fc.string({ maxLength: 200 }).filter((text) => !text.includes('\0')),
  })
  .map(({ volume, name, host, prefix, certificate, log, ...rest }) => ({
    ...rest,
    volumeId: `vol-${volume}`,
    parameter: `/dataspace/prod/${name}/wanted`,
    document: `${name}-scripts-${volume.slice(0, 7)}`,
    logGroup: log,
    metricName: `prod-${name}`,
    credentialsArn: `arn:aws:secretsmanager:${rest.region}:123456789012:secret:${name}`,
    certificateArn: certificate
      ? `arn:aws:secretsmanager:${rest.region}:123456789012:secret:${name}-tls`
      : '',
    hostName: host.join('.'),
    registry: `123456789012.dkr.ecr.${rest.region}.amazonaws.com/${prefix}`,
  }))

describe('user data of the machine', () => {
  it('starts the timers that do the rest, with a node of a name that stays', () => {
    expect(config.hostname).toBe('kaapana')
    expect(config.runcmd).toEqual([
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'enable', '--now', 'kaapana-install.timer'],
      ['systemctl', 'enable', '--now', 'kaapana-pull-secret.timer'],
      ['systemctl', 'enable', '--now', 'kaapana-report.timer'],
    ])
    expect(file('/etc/systemd/system/kaapana-install.timer')).toContain('OnCalendar=minutely\n')
    expect(file('/etc/systemd/system/kaapana-report.timer')).toContain('OnCalendar=*:0/5\n')
    expect(file('/etc/sysctl.d/90-kaapana.conf')).toContain('vm.max_map_count=262144\n')
  })

  it('lets pods start with the data volume alone', () => {
    expect(
      file('/etc/systemd/system/snap.microk8s.daemon-kubelite.service.d/data-volume.conf'),
    ).toBe('[Unit]\nRequiresMountsFor=/home/kaapana\n')
  })

  it('is YAML of less than EC2 takes, and has the settings a shell reads back, whatever they are', () => {
    fc.assert(
      fc.property(settings, (one) => {
        const text = userData(one)
        expect(Buffer.byteLength(text)).toBeLessThan(USER_DATA_LIMIT)
        expect(text.startsWith('#cloud-config\n')).toBe(true)
        const { write_files: files } = parse(text) as Config
        expect(files[0]).toMatchObject({
          path: '/etc/kaapana/settings',
          content: settingsFile(one),
        })
        expect(text).not.toMatch(/password|private key/i)
      }),
      { numRuns: 100 },
    )
    const odd = `it's $HOME "quoted"\n\`and\` \\more`
    const { stdout } = spawnSync('bash', ['-c', 'eval "$(cat)"; printf %s "$LOG_GROUP"'], {
      input: settingsFile({ ...SETTINGS, logGroup: odd }),
      encoding: 'utf8',
    })
    expect(stdout).toBe(odd)
  })

  it.skipIf(missing('shellcheck')).each(scripts)(
    'has nothing for shellcheck to say in %s (skipped without shellcheck on PATH)',
    (_name, input) => {
      const { stdout } = spawnSync('shellcheck', ['-'], { input, encoding: 'utf8' })
      expect(stdout).toBe('')
    },
  )

  it.skipIf(missing('cloud-init'))(
    'has the form that cloud-init reads (skipped without cloud-init on PATH)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'user-data-'))
      writeFileSync(join(folder, 'user-data'), userData(SETTINGS))
      const { stdout, stderr, status } = spawnSync(
        'cloud-init',
        ['schema', '--config-file', join(folder, 'user-data')],
        { encoding: 'utf8' },
      )
      rmSync(folder, { recursive: true })
      expect({ status, stdout, stderr }).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('Valid'),
      })
    },
  )
})
