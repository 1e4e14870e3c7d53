import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const SCRIPT = join(import.meta.dirname, '../../.ci/deployed-image')
const IMAGE = `registry.example/service@sha256:${'0f'.repeat(32)}`
const folder = mkdtempSync(join(tmpdir(), 'dataspace-deployed-'))
const settings = join(folder, 'Pulumi.dev.yaml')
const environment = {
  ...process.env,
  PULUMI_BACKEND_URL: `file://${folder}/backend`,
  PULUMI_HOME: join(folder, 'home'),
  PULUMI_CONFIG_PASSPHRASE: 'of the test',
  PULUMI_SKIP_UPDATE_CHECK: '1',
}
const cli = spawnSync('pulumi', ['version']).status === 0

const pulumi = (...args: string[]): string =>
  execFileSync('pulumi', [...args, '--stack', 'dev', '--non-interactive'], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
  })

const run = () => spawnSync(SCRIPT, ['dev'], { cwd: folder, env: environment, encoding: 'utf8' })

beforeAll(() => {
  if (!cli) return
  mkdirSync(join(folder, 'backend'))
  writeFileSync(join(folder, 'Pulumi.yaml'), 'name: dataspace\nruntime: yaml\n')
  writeFileSync(settings, '# Ours.\nconfig:\n  dataspace:owner: first\n')
  pulumi('stack', 'init')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(!cli)('the image that an environment runs', () => {
  it('is none before the first deployment, and the settings stay', () => {
    const before = readFileSync(settings, 'utf8')
    expect(run()).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(settings, 'utf8')).toBe(before)
  })

  it('comes from the last deployment, beside settings that have changed since', () => {
    const own = join(folder, 'own.yaml')
    copyFileSync(settings, own)
    pulumi('config', 'set', '--path', 'image.service.reference', IMAGE)
    deploy()
    const changed = readFileSync(own, 'utf8').replace('first', 'second')
    writeFileSync(settings, changed)
    expect(run()).toMatchObject({ status: 0, stderr: '' })
    expect(pulumi('config', 'get', 'owner').trim()).toBe('second')
    expect(pulumi('config', 'get', '--path', 'image.service.reference').trim()).toBe(IMAGE)
  })

  it('is asked for in vain where the backend is out of reach, which is an error', () => {
    const away = { ...environment, PULUMI_BACKEND_URL: `file://${folder}/none` }
    const asked = spawnSync(SCRIPT, ['dev'], { cwd: folder, env: away, encoding: 'utf8' })
    expect(asked.status).toBe(1)
    expect(asked.stderr).not.toBe('')
  })
})

/** A deployment of nothing, for its configuration: with the language that the package is in. */
function deploy(): void {
  const project = join(folder, 'Pulumi.yaml')
  const runtime = 'runtime:\n  name: nodejs\n  options:\n    typescript: false\n'
  writeFileSync(project, `name: dataspace\n${runtime}main: empty.cjs\n`)
  writeFileSync(join(folder, 'empty.cjs'), 'module.exports = {}\n')
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","version":"1.0.0"}\n')
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'))
  pulumi('up', '--yes', '--skip-preview')
}
