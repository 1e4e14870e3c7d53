import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SimulatedCloud } from '../../../../rehearsal/cloud/simulated-cloud.ts'
import { findPulumi } from '../../../../rehearsal/rehearse/find-pulumi.ts'
import { findPackages } from '../../../../rehearsal/rehearse/program-packages.ts'
import {
  type CommandResult,
  runAttached,
  runPlain,
  type Stage,
} from '../../../../rehearsal/rehearse/run-pulumi.ts'
import { createWorkspace, type Workspace } from '../../../../rehearsal/rehearse/workspace.ts'

const program = join(import.meta.dirname, 'upgrade-program')
const cli = await findPulumi().catch(() => undefined)
const APPROVED = ['--yes', '--skip-preview']

/** What a command did, in order, other than leaving as it is: `<operation> <kind> <name>`. */
const deedsOf = ({ events }: CommandResult): string[] =>
  events.steps
    .filter(({ op, urn }) => op !== 'same' && !urn.includes('pulumi:pulumi:Stack'))
    .map(({ op, type, urn }) => `${op} ${type.split(/[:/]/).at(-1)} ${urn.split('::').at(-1)}`)

describe.skipIf(cli === undefined)('An upgrade of Kaapana, on the real engine', () => {
  let workspace: Workspace
  let stage: Stage
  let upgrade: CommandResult
  const results: CommandResult[] = []
  const kept = () =>
    stage.cloud.objects
      .filter(({ type }) => /aws:|StorageClass|random/.test(type))
      .map(({ id }) => id)
  let before: string[]
  let after: string[]

  beforeAll(async () => {
    const config = { 'aws:region': 'eu-central-1', 'kaapana-upgrade:version': '0.6.0' }
    workspace = createWorkspace({ project: 'kaapana-upgrade', environment: 'test', config })
    if (cli === undefined) return
    const packages = findPackages(program)
    const cloud = new SimulatedCloud()
    const region = 'eu-central-1'
    stage = { cli, workspace, program, environment: 'test', cloud, packages, region }
    results.push(await runPlain(stage, ['stack', 'init', 'test', '--non-interactive']))
    results.push(await runAttached(stage, ['up', ...APPROVED]))
    before = kept()
    const version = ['config', 'set', 'kaapana-upgrade:version', '0.6.1', '--stack', 'test']
    results.push(await runPlain(stage, [...version, '--config-file', workspace.configFile]))
    upgrade = await runAttached(stage, ['up', ...APPROVED])
    after = kept()
  }, 180_000)
  afterAll(() => workspace.remove())

  it('removes the release before it installs the other, and never upgrades in place', () => {
    expect(results.map(({ ok, output }) => (ok ? 'ok' : output))).toEqual(results.map(() => 'ok'))
    const deeds = deedsOf(upgrade)
    const of = (deed: string) => deeds.findIndex((one) => one.startsWith(deed))
    expect(deeds.filter((deed) => deed.startsWith('update'))).toEqual([])
    expect(of('delete-replaced Release')).toBeGreaterThan(-1)
    expect(of('delete-replaced Release')).toBeLessThan(of('create-replacement Release'))
  })

  it('binds the load balancer’s targets again, whose namespaces may have gone in between', () => {
    const deeds = deedsOf(upgrade)
    for (const listener of ['https', 'http', 'dicom'])
      expect(
        deeds.indexOf(`create-replacement TargetGroupBinding kaapana-${listener}`),
      ).toBeGreaterThan(deeds.indexOf('create-replacement Release kaapana'))
  })

  it('touches nothing else: disks’ classes, file system, secrets and load balancer stay', () => {
    const touched = deedsOf(upgrade).filter((deed) => !/Release|TargetGroupBinding/.test(deed))
    expect(touched).toEqual([])
    expect(after).toEqual(before)
    expect(before.length).toBeGreaterThan(30)
  })

  it('leaves nothing when all is destroyed, the release before what its pods need', async () => {
    const destroyed = await runAttached(stage, ['destroy', ...APPROVED])
    expect(destroyed.ok ? 'ok' : destroyed.output).toBe('ok')
    const deeds = deedsOf(destroyed)
    const release = deeds.indexOf('delete Release kaapana')
    expect(release).toBeGreaterThan(deeds.indexOf('delete TargetGroupBinding kaapana-https'))
    for (const later of ['StorageClass kaapana-fast', 'AccessPoint kaapana-dags'])
      expect(deeds.indexOf(`delete ${later}`)).toBeGreaterThan(release)
    expect(stage.cloud.objects).toEqual([])
  }, 120_000)
})
