import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { FaultKind } from '../../../rehearsal/providers/faults.ts'
import { findPulumi } from '../../../rehearsal/rehearse/find-pulumi.ts'
import { findPackages } from '../../../rehearsal/rehearse/program-packages.ts'
import type { RehearsalReport } from '../../../rehearsal/rehearse/rehearsal-report.ts'
import { rehearse } from '../../../rehearsal/rehearse/rehearse.ts'

const program = join(import.meta.dirname, '../fixture/program')
const cli = await findPulumi().catch(() => undefined)
const LIFE = 180_000

if (cli === undefined) {
  const message = 'Skipping the rehearsals on the real engine: pulumi is not on PATH.'
  process.stderr.write(`${message}\n`)
}

const contentOf = (folder: string) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])
const before = contentOf(program)
const stepsOf = ({ steps }: RehearsalReport) =>
  steps.map(({ name, ok, changes }) => ({ name, ok, changes }))
const problemsOf = ({ steps }: RehearsalReport) => steps.flatMap(({ problems }) => problems)

describe('what a rehearsal needs', () => {
  it('is the CLI, and it says how to get it', async () => {
    await expect(findPulumi('/nowhere')).rejects.toThrow(
      /needs pulumi, which is not on PATH\.\nInstall the Pulumi CLI, one of:\n {2}curl -fsSL/,
    )
  })

  it('is the providers of the dependencies, with their versions', () => {
    const found = findPackages(program)
    expect([...found.keys()]).toEqual(
      expect.arrayContaining(['aws', 'docker', 'docker-build', 'eks', 'kubernetes', 'random']),
    )
    expect(found.has('pulumi')).toBe(false)
    expect(found.get('aws')).toMatch(/^7\.\d+\.\d+$/)
  })
})

describe.skipIf(cli === undefined)('a rehearsal on the real engine', () => {
  let safe: RehearsalReport

  beforeAll(async () => {
    safe = await rehearse({
      program,
      environment: 'prod',
      faults: [
        { kind: FaultKind.Partial, type: 'aws:rds/instance:Instance' },
        { kind: FaultKind.Lost, type: 'kubernetes:core/v1:Namespace' },
      ],
    })
  }, LIFE)

  it('takes an environment through its life, and recovers from faults on the way', () => {
    expect(problemsOf(safe)).toEqual([])
    expect(safe.steps.map(({ name }) => name)).toEqual([
      'new stack',
      'preview',
      'up, fault: partial',
      'up, fault: lost',
      'up',
      'preview again',
      'change of settings',
      'refresh',
      'destroy while protected',
      'protection off',
      'destroy',
    ])
    const [, preview, partial, lost] = safe.steps
    expect(preview?.changes).toEqual({ create: 27 })
    expect(partial?.notes).toEqual(['made half-way: aws:rds/instance:Instance records'])
    expect(lost?.notes).toEqual(['connection lost: kubernetes:core/v1:Namespace readmission'])
  })

  it('shows a change of settings as updates, and keeps what is protected', () => {
    const step = (name: string) => safe.steps.find((other) => other.name === name)
    expect(step('change of settings')?.changes).toEqual({ update: 15 })
    expect(step('change of settings')?.notes).toEqual(['fixture:owner: platform-rehearsed'])
    expect(step('destroy while protected')?.notes[0]).toMatch(/^1 protected resources stay; /)
    expect(step('protection off')?.notes).toEqual([
      'pulumi config set fixture:protect false; pulumi up',
    ])
    expect(step('destroy')?.changes).toEqual({ delete: 27 })
  })

  it('leaves nothing behind, and the settings as they were', () => {
    expect(safe.folder).toBeUndefined()
    expect(contentOf(program)).toEqual(before)
  })

  it(
    'stops at a change that would lose data, and says whose',
    async () => {
      const report = await rehearse({
        program,
        environment: 'dev',
        changes: [{ key: 'fixture:cidr', value: '10.9.0.0/16' }],
      })
      expect(report.ok).toBe(false)
      expect(stepsOf(report).at(-1)).toMatchObject({ name: 'change of settings', ok: false })
      expect(problemsOf(report)).toEqual([
        {
          resource: 'urn:pulumi:dev::fixture::aws:ec2/vpc:Vpc::main',
          message: 'replace because of cidrBlock: what it holds would be lost',
        },
      ])
    },
    LIFE,
  )
})
