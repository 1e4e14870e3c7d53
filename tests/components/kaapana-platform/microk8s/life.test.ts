import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SimulatedCloud } from '../../../../rehearsal/cloud/simulated-cloud.ts'
import type { ResourceStep } from '../../../../rehearsal/rehearse/engine-events.ts'
import { findPulumi } from '../../../../rehearsal/rehearse/find-pulumi.ts'
import { findPackages } from '../../../../rehearsal/rehearse/program-packages.ts'
import { runAttached, runPlain, type Stage } from '../../../../rehearsal/rehearse/run-pulumi.ts'
import { createWorkspace } from '../../../../rehearsal/rehearse/workspace.ts'

const program = join(import.meta.dirname, 'life')
const cli = await findPulumi().catch(() => undefined)
const LIFE = 240_000

if (cli === undefined)
  process.stderr.write("Skipping the life of Kaapana's instance: pulumi is not on PATH.\n")

/** `<op> <type> <name>` of what an update did beyond leaving things as they are, in order. */
const workOf = (steps: readonly ResourceStep[]) =>
  steps
    .filter(({ op }) => !['same', 'replace', 'read', 'refresh'].includes(op))
    .map(({ op, type, urn }) => `${op} ${type.split(/[:/]/).at(-1)} ${urn.split('::').at(-1)}`)

describe.skipIf(cli === undefined)('Kaapana on MicroK8s, on the real engine', () => {
  const workspace = createWorkspace({
    project: 'kaapana-life',
    environment: 'dev',
    config: {
      'aws:region': 'eu-central-1',
      'kaapana-life:version': '0.6.0',
      'kaapana-life:hostName': 'kaapana.hospital.example',
    },
  })
  const work: string[][] = []
  beforeAll(async () => {
    const stage: Stage = {
      cli: cli ?? { path: '', version: '' },
      workspace,
      program,
      environment: 'dev',
      cloud: new SimulatedCloud(),
      packages: new Map(
        [...findPackages(join(program, '../../../../..'))].filter(([name]) => name === 'aws'),
      ),
      region: 'eu-central-1',
    }
    const done = async (args: string[]) => {
      const { ok, output, events } = await runAttached(stage, [...args, '--yes', '--skip-preview'])
      if (!ok) throw new Error(output)
      work.push(workOf(events.steps))
    }
    const set = (key: string, value: string) =>
      runPlain(stage, [
        ...['config', 'set', `kaapana-life:${key}`, value, '--stack', 'dev'],
        ...['--config-file', workspace.configFile],
      ])
    await runPlain(stage, ['stack', 'init', 'dev', '--non-interactive'])
    await done(['up'])
    await set('version', '0.6.1')
    await done(['up'])
    await set('hostName', 'imaging.hospital.example')
    await done(['up'])
    await done(['destroy'])
  }, LIFE)
  afterAll(() => workspace.remove())

  it('takes another rollout, and nothing else, for another version', () => {
    expect(work[1]).toEqual([
      'delete-replaced Stack kaapana-rollout',
      'create-replacement Stack kaapana-rollout',
    ])
  })

  it('makes another instance for other settings after the old one is gone, and keeps the volume', () => {
    const [, , steps = []] = work
    const at = (step: string) => {
      expect(steps).toContain(step)
      return steps.indexOf(step)
    }
    const gone = at('delete-replaced Instance kaapana')
    expect(at('delete-replaced Stack kaapana-rollout')).toBeLessThan(gone)
    expect(at('delete-replaced VolumeAttachment kaapana-data')).toBeLessThan(gone)
    const there = at('create-replacement Instance kaapana')
    expect(gone).toBeLessThan(there)
    const attached = at('create-replacement VolumeAttachment kaapana-data')
    expect(there).toBeLessThan(attached)
    expect(attached).toBeLessThan(at('create-replacement Stack kaapana-rollout'))
    expect(steps.filter((step) => step.includes(' Volume '))).toEqual([])
  })

  it('ends with the rollout before the instance, and the instance before its volume', () => {
    const destroyed = work[3] ?? []
    const order = ['Stack kaapana-rollout', 'Instance kaapana', 'Volume kaapana-data']
    expect(order.map((one) => destroyed.indexOf(`delete ${one}`)).every((at) => at >= 0)).toBe(true)
    expect(destroyed.filter((step) => order.some((one) => step === `delete ${one}`))).toEqual(
      order.map((one) => `delete ${one}`),
    )
  })
})
