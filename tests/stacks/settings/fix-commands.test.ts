import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseSettings } from '../../../stacks/settings/parse.ts'
import { SettingsError } from '../../../stacks/settings/problem.ts'
import { configOf, MINIMAL, merged } from '../config-tree.ts'

const ROOT = join(import.meta.dirname, '../../..')
const hasCli = spawnSync('pulumi', ['version']).status === 0

const BROKEN = merged(MINIMAL, {
  owner: undefined,
  institutions: { a1: { name: ' ' }, 'B 2': { name: 'x', location: 'y' } },
  accountId: '01234',
  tags: { 'cost-centre': true, Name: 'mine' },
  network: { cidr: '10.0.0.1/16', nat: 'none', cdir: '10.0.0.0/16' },
  database: { backupDays: 99, storageGib: 200, maxStorageGib: 100 },
  cluster: {
    creatorAdmin: false,
    kubernetesVersion: 1.3,
    publicEndpoint: true,
    nodeGroups: { general: { instanceTypes: ['m7g.large'], min: 5, max: 2 } },
  },
  registry: { pullThrough: ['docker-hub'] },
  service: { hostName: 'api.care.example', replicas: 3 },
  edge: { publicCidrs: 'everyone' },
})

describe.skipIf(!hasCli)('the commands that the message gives', () => {
  let folder: string
  const run = (command: string): string =>
    execFileSync('sh', ['-c', command], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
      env: {
        PATH: process.env.PATH,
        PULUMI_HOME: join(folder, 'home'),
        PULUMI_BACKEND_URL: `file://${folder}/state`,
        PULUMI_CONFIG_PASSPHRASE: 'for this test',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
      },
    })

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'))
    mkdirSync(join(folder, 'state'))
    copyFileSync(join(ROOT, 'Pulumi.yaml'), join(folder, 'Pulumi.yaml'))
    run('pulumi stack init dev')
    const named = Object.entries(BROKEN).map(([key, value]) => [
      key.includes(':') ? key : `dataspace:${key}`,
      value,
    ])
    writeFileSync(join(folder, 'Pulumi.dev.yaml'), stringify({ config: Object.fromEntries(named) }))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const problems = () => {
    const shown = JSON.parse(run('pulumi config --stack dev --json')) as Record<
      string,
      { value: string }
    >
    const config = Object.entries(shown).map(([key, { value }]) => [key, value] as const)
    try {
      parseSettings(Object.fromEntries(config))
    } catch (error) {
      if (error instanceof SettingsError) return error.problems
      throw error
    }
    return []
  }

  it('lead to settings that are right', { timeout: 120_000 }, () => {
    expect(() => parseSettings(configOf(BROKEN))).toThrow(SettingsError)
    // What was hidden behind a wrong value may show once that is mended.
    for (let round = 0; round < 3; round++) for (const { fix } of problems()) run(fix)
    expect(problems()).toEqual([])
  })
})
