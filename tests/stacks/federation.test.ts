import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTROLS } from '../../policies/controls.ts'
import type { Graph } from '../../policies/graph.ts'
import type { RecordedProgram } from '../../rehearsal/engine/recorded-resource.ts'
import { find } from '../components/recorded-resources.ts'
import { configOf, MINIMAL, merged } from './config-tree.ts'
import { recordConfiguration } from './recorded-environment.ts'

const ROOT = join(import.meta.dirname, '../..')
const IMAGE = `registry.example/aws-cli@sha256:${'0123456789abcdef'.repeat(4)}`
const institution = (name: string) => ({ name, location: 'Heidelberg' })
const SETTINGS = merged(MINIMAL, {
  accountId: '123456789012',
  institutions: { dkfz: institution('DKFZ'), ukhd: institution('UKHD') },
  keys: { perInstitution: true },
  federation: { enabled: true, transferImage: IMAGE, minLeaf: 25, epsilon: 0.5, round: '2027-1' },
})

interface Container {
  name: string
  image: string
  args: string[]
}

/** Containers of a suspended step, in the order they run. */
function stepsOf(program: RecordedProgram, name: string): Container[] {
  const { spec } = find(program, 'CronJob', name).inputs as unknown as {
    spec: {
      suspend: boolean
      jobTemplate: {
        spec: { template: { spec: { initContainers: Container[]; containers: Container[] } } }
      }
    }
  }
  expect(spec.suspend).toBe(true)
  const pod = spec.jobTemplate.spec.template.spec
  return [...pod.initContainers, ...pod.containers]
}

describe('an environment with federated training', () => {
  let program: RecordedProgram
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dataspace-federation-'))
    program = await recordConfiguration(configOf(SETTINGS), 'test')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const work = (step: string) => {
    const name = `federation-coordinator-${step}`
    const args = stepsOf(program, name).find((container) => container.name === step)?.args ?? []
    const here = args.map((word) => word.replaceAll('/work', folder))
    const options = { cwd: ROOT, encoding: 'utf8' } as const
    return spawnSync(process.execPath, ['cli/main.js', ...here], options)
  }

  it('has a place for each institution and one for the coordinator', () => {
    const namespaces = program.resources
      .filter(({ type }) => type.endsWith(':Namespace'))
      .map(({ inputs }) => (inputs.metadata as { name: string }).name)
    expect(namespaces.filter((name) => name.startsWith('federation-')).sort()).toEqual([
      'federation-coordinator',
      'federation-dkfz',
      'federation-ukhd',
    ])
  })

  it('agrees on what its settings say, by a command that the service’s image has', () => {
    const { status, stderr } = work('contract')
    expect([status, stderr]).toEqual([0, ''])
    const contract = JSON.parse(readFileSync(join(folder, 'contract.json'), 'utf8'))
    expect(contract).toMatchObject({
      institutions: ['dkfz', 'ukhd'],
      round: '2027-1',
      epsilon: 0.5,
      minLeaf: 25,
    })
  })

  it.each(['merge', 'finish'])('calls %s with words it knows, on files of the round', (step) => {
    const { status, stderr } = work(step)
    // Nobody has sent anything yet: what is missing ends it, and no word that it does not know.
    expect(status).not.toBe(0)
    expect(stderr).toMatch(new RegExp(`^No such folder: ${folder}/(dkfz|ukhd)`))
  })

  it('fetches the round before it works, and delivers beside the contract', () => {
    const [fetch, merge, deliver] = stepsOf(program, 'federation-coordinator-merge')
    expect([fetch?.image, deliver?.image]).toEqual([IMAGE, IMAGE])
    expect(fetch?.args.slice(-3)).toEqual([
      '--recursive',
      expect.stringMatching(/^s3:\/\/lake-artifacts-.+\/federation\/2027-1\/$/),
      '/work',
    ])
    expect(merge?.args).toContain('/work/ukhd/contribution.json')
    expect(deliver?.args.at(-1)).toBe(`${fetch?.args.at(-2)}draft.json`)
  })

  it('lets a patient cost two rounds at most', () => {
    const train = stepsOf(program, 'federation-ukhd-train').find(({ name }) => name === 'train')
    expect(train?.args.slice(train.args.indexOf('--budget')).slice(0, 2)).toEqual(['--budget', '1'])
  })

  it('breaks no control of workloads', () => {
    const graph = program as unknown as Graph
    const about = /federation/
    const broken = CONTROLS.flatMap(({ number, violations }) =>
      violations(graph)
        .filter((violation) => about.test(violation))
        .map((violation) => `${number}: ${violation}`),
    )
    expect(broken).toEqual([])
  })
})
