import { describe, expect, it } from 'vitest'
import { type EngineEvents, readEvents } from '../../../rehearsal/rehearse/engine-events.ts'
import { changesOf, failuresOf, judgeChange } from '../../../rehearsal/rehearse/judge.ts'

const urnOf = (type: string): string => `urn:pulumi:dev::test::${type}::it`

/** An event log as the CLI writes it. */
const events = (steps: [op: string, type: string, ...diffs: string[]][]): EngineEvents =>
  readEvents(
    steps
      .map(([op, type, ...diffs], sequence) =>
        JSON.stringify({
          sequence,
          resourcePreEvent: { metadata: { op, type, urn: urnOf(type), diffs } },
        }),
      )
      .concat('{"sequence": 99, "cut off')
      .join('\n'),
  )

const judged = (steps: Parameters<typeof events>[0], onlyUpdates = true) =>
  judgeChange({ ok: true, output: '', events: events(steps) }, onlyUpdates)

const VPC = 'aws:ec2/vpc:Vpc'
const JOB = 'kubernetes:batch/v1:Job'

describe('the verdict on a change of settings', () => {
  it('is good for updates', () => {
    expect(
      judged([
        ['same', VPC],
        ['update', VPC, 'tags'],
      ]),
    ).toEqual({ problems: [], notes: [] })
  })

  it.each(['replace', 'delete'])('is bad for a %s of what holds data', (op) => {
    const { problems } = judged([[op, VPC, 'cidrBlock']], false)
    expect(problems).toEqual([
      { resource: urnOf(VPC), message: `${op} because of cidrBlock: what it holds would be lost` },
    ])
  })

  it('tells a replacement of what holds none', () => {
    const { problems, notes } = judged([
      ['replace', JOB, 'spec'],
      ['create-replacement', JOB],
    ])
    expect([problems, notes]).toEqual([[], [`replace ${JOB} "it"`]])
  })

  it('is bad for what comes or goes when only an update was asked for', () => {
    expect(judged([['create', JOB]]).problems).toEqual([
      { resource: urnOf(JOB), message: 'create' },
    ])
    expect(judged([['create', JOB]], false).problems).toEqual([])
  })

  it('is bad when nothing changes', () => {
    expect(judged([['same', VPC]]).problems).toEqual([
      { resource: '', message: 'the change of settings changes nothing' },
    ])
  })
})

describe('the verdict on a second preview', () => {
  it('names each resource that would change, with the properties', () => {
    const result = { ok: false, output: '', events: events([['update', VPC, 'tags', 'arn']]) }
    expect(changesOf(result)).toEqual([{ resource: urnOf(VPC), message: 'update: tags, arn' }])
  })
})

describe('the verdict on a refresh', () => {
  it('names what was found to differ at its end', () => {
    const line = (kind: string, op: string) => {
      const metadata = { op, type: VPC, urn: urnOf(VPC), diffs: op === 'update' ? ['tags'] : [] }
      return JSON.stringify({ [kind]: { metadata } })
    }
    const log = [line('resourcePreEvent', 'refresh'), line('resOutputsEvent', 'update')].join('\n')
    const result = { ok: false, output: '', events: readEvents(log) }
    expect(changesOf(result)).toEqual([{ resource: urnOf(VPC), message: 'update: tags' }])
  })
})

describe('the verdict on a failed command', () => {
  const failed = (output: string, messages: string[]) => ({
    ok: false,
    output,
    events: readEvents(
      messages
        .map((message) => JSON.stringify({ diagnosticEvent: { message, severity: 'error' } }))
        .join('\n'),
    ),
  })

  it('is what the engine reported, without its echoes', () => {
    const result = failed('', ['quota exceeded\n', 'update failed'])
    expect(failuresOf(result)).toEqual([{ resource: '', message: 'quota exceeded' }])
  })

  it('is the end of the output when there was no event', () => {
    expect(failuresOf(failed('error: no stack named dev\n', []))).toEqual([
      { resource: '', message: 'error: no stack named dev' },
    ])
  })
})
