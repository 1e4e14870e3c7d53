import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { userData } from '../../../components/image-builder/user-data.ts'
import { BUILDKIT } from '../../../components/versions.ts'

const TEXT = userData({
  volumeId: 'vol-0123456789abcdef0',
  releaseUrl: BUILDKIT.archive,
  idleMinutes: 20,
  cacheGib: 200,
  maxParallelism: 8,
  mirrors: {},
})

interface File {
  path: string
  permissions: string
  content: string
}

const { write_files: files, runcmd } = parse(TEXT) as { write_files: File[]; runcmd: string[][] }
const file = (path: string) => files.find((one) => one.path === path)?.content ?? ''
const scripts = files.filter(({ permissions }) => permissions === '0755')

const missing = (tool: string) => spawnSync(tool, ['--version']).error !== undefined

describe('the table of versions', () => {
  it('names one release of BuildKit, by digest and checksum', () => {
    const { version, rootlessImage, archive, archiveSha256 } = BUILDKIT
    expect(rootlessImage).toMatch(new RegExp(`:${version}-rootless@sha256:[0-9a-f]{64}$`))
    expect(archive).toContain(`/${version}/buildkit-${version}.linux-amd64.tar.gz`)
    expect(archiveSha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('user data of the instance', () => {
  it('fits into what EC2 takes', () => {
    expect(Buffer.byteLength(TEXT)).toBeLessThan(16_384)
  })

  it('starts the timer that stops the machine before all that can fail', () => {
    expect(TEXT.startsWith('#cloud-config\n')).toBe(true)
    expect(runcmd).toEqual([
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'enable', '--now', 'image-builder-idle.timer'],
      ['systemctl', 'enable', '--now', 'buildkit.service'],
    ])
    expect(file('/usr/local/sbin/image-builder-idle')).toContain('if ((idle >= 1200)); then')
  })

  it('finds the disk by its volume, and never formats one that holds anything', () => {
    const setup = file('/usr/local/sbin/image-builder-setup')
    expect(setup).toContain(
      'device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0\n',
    )
    expect(setup).toContain('[[ -n "$kind" ]] || mkfs.xfs "$device"\n')
    expect(setup).not.toMatch(/mkfs\.xfs .*(-f|--force)/)
  })

  it('installs BuildKit of one version after checking what it downloaded', () => {
    const setup = file('/usr/local/sbin/image-builder-setup')
    expect(setup).toContain(`--output "$archive" '${BUILDKIT.archive}'\n`)
    const check = setup.indexOf(`echo "${BUILDKIT.archiveSha256}  $archive" | sha256sum --check`)
    expect(check).toBeGreaterThan(0)
    expect(setup.indexOf('tar --extract')).toBeGreaterThan(check)
  })

  it.skipIf(missing('shellcheck')).each(scripts.map(({ path, content }) => [path, content]))(
    'has nothing for shellcheck to say in %s (skipped without shellcheck on PATH)',
    (_path, content) => {
      const { stdout } = spawnSync('shellcheck', ['-'], {
        input: content,
        encoding: 'utf8',
      })
      expect(stdout).toBe('')
    },
  )

  it.skipIf(missing('cloud-init'))(
    'has the form that cloud-init reads (skipped without cloud-init on PATH)',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'user-data-'))
      writeFileSync(join(folder, 'user-data'), TEXT)
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
