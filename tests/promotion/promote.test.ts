import { beforeAll, describe, expect, it } from 'vitest'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runTraining } from '../../app/forest/training.ts'
import type { CandidateStore, KeptModel } from '../../app/promotion/candidate-store.ts'
import type { PromotionDecision } from '../../app/promotion/gate.ts'
import {
  type DecisionRecord,
  type PromotionParts,
  promote,
  REFUSAL_RULE,
} from '../../app/promotion/promote.ts'
import { syntheticTable } from '../forest/synthetic-table.ts'

const table = syntheticTable(4000)
const train = (trees: number): Uint8Array =>
  runTraining({ table, settings: parseForestSettings({ trees }) }).bytes
/** Chance at 4000 stays is wider than what a hospital allows. */
const WIDE: PromotionParts['settings'] = {
  meanCalibration: 0.2,
  slope: { min: -5, max: 5 },
  expectedCalibrationError: 0.5,
  subgroupGap: 1,
  aucTolerance: 1,
  institutionTolerance: 1,
}
const REQUEST = { actor: 'user:1', requestId: 'request-1' }

describe('promote', () => {
  let models: { champion: KeptModel; candidate: KeptModel }
  beforeAll(() => {
    const kept = (version: string, bytes: Uint8Array): KeptModel => ({
      version,
      sha256: readModel(bytes).sha256,
      bytes,
    })
    models = { champion: kept('1', train(20)), candidate: kept('2', train(25)) }
  })

  /** A store in memory that writes down what happens in which order. */
  function setUp(changes: Partial<CandidateStore> = {}, settings = WIDE) {
    const happened: string[] = []
    const records: DecisionRecord[] = []
    const kept: PromotionDecision[] = []
    const registry: CandidateStore = {
      name: 'service',
      candidate: async () => models.candidate,
      champion: async () => models.champion,
      keepDecision: async (version, decision) => {
        happened.push(`kept with ${version}`)
        kept.push(decision)
      },
      makeChampion: async (version) => {
        happened.push(`champion ${version}`)
      },
      ...changes,
    }
    const recordDecision = async (record: DecisionRecord): Promise<void> => {
      happened.push('recorded')
      records.push(record)
    }
    return {
      parts: { registry, recordDecision, ...(settings && { settings }) },
      happened,
      records,
      kept,
    }
  }

  it('records the decision, keeps it with the model, and only then makes the champion', async () => {
    const { parts, happened, records, kept } = setUp()
    const decision = await promote(parts, { ...REQUEST, table })
    expect(decision.reasons.filter(({ passed }) => !passed)).toEqual([])
    expect(happened).toEqual(['recorded', 'kept with 2', 'champion 2'])
    expect(records).toEqual([
      {
        ...REQUEST,
        version: 2,
        sha256: models.candidate.sha256,
        registry: 'service',
        promoted: true,
        reasons: decision.reasons,
      },
    ])
    expect(kept).toEqual([decision])
  })

  it('judges both on the held-out patients of the same table', async () => {
    const { parts } = setUp()
    const { reasons } = await promote(parts, { ...REQUEST, table })
    expect(reasons.find(({ rule }) => rule === 'same patients')).toMatchObject({ passed: true })
    expect(reasons.find(({ rule }) => rule === 'overall AUC')?.detail).toMatch(
      /^AUC 0\.\d{3}, serving 0\.\d{3}/,
    )
  })

  it('refuses with every reason what a rule refuses; nothing changes, the trail knows', async () => {
    const { parts, happened, records } = setUp({}, { ...WIDE, meanCalibration: 0 })
    const decision = await promote(parts, { ...REQUEST, table })
    expect(decision.promote).toBe(false)
    expect(happened).toEqual(['recorded', 'kept with 2'])
    expect(records[0]).toMatchObject({ promoted: false, reasons: decision.reasons })
  })

  it('makes no champion that the audit trail does not know of', async () => {
    const { parts, happened } = setUp()
    const recordDecision = () => Promise.reject(new Error('The audit trail is away'))
    await expect(promote({ ...parts, recordDecision }, { ...REQUEST, table })).rejects.toThrow(
      'The audit trail is away',
    )
    expect(happened).toEqual([])
  })

  it('takes the first model where there is no champion, by the rules on itself', async () => {
    const { parts, happened } = setUp({ champion: async () => undefined })
    expect((await promote(parts, { ...REQUEST, table })).promote).toBe(true)
    expect(happened.at(-1)).toBe('champion 2')
  })

  it('lets a person refuse, with the reason, without judging', async () => {
    const { parts, happened, kept } = setUp()
    const judge = () => expect.unreachable()
    const verdict = { refuse: true, reason: 'The ward was closed in March.' } as const
    const decision = await promote(parts, { ...REQUEST, judge, verdict })
    expect(decision).toEqual({
      promote: false,
      reasons: [
        { rule: REFUSAL_RULE, passed: false, detail: 'user:1: The ward was closed in March.' },
      ],
    })
    expect(kept).toEqual([decision])
    expect(happened).toEqual(['recorded', 'kept with 2'])
  })

  it('does not make champion what a person refused before', async () => {
    const candidate = async () => ({ ...models.candidate, refusal: 'user:1: No.' })
    const { parts, happened } = setUp({ candidate })
    const { reasons } = await promote(parts, { ...REQUEST, table })
    expect(reasons).toEqual([{ rule: REFUSAL_RULE, passed: false, detail: 'user:1: No.' }])
    expect(happened).toEqual(['recorded', 'kept with 2'])
  })

  it('refuses the model that is champion already', async () => {
    const { parts } = setUp({ candidate: async () => ({ ...models.champion, version: '3' }) })
    const { reasons } = await promote(parts, { ...REQUEST, table })
    expect(reasons).toEqual([
      { rule: 'another model', passed: false, detail: 'version 1 serves this very model already' },
    ])
  })

  it('refuses where another became champion while it was judged', async () => {
    const asked = [models.champion, { ...models.candidate, version: '9' }]
    const { parts } = setUp({ champion: async () => asked.shift() })
    const { promote: promoted, reasons } = await promote(parts, { ...REQUEST, table })
    expect(promoted).toBe(false)
    expect(reasons.at(-1)?.rule).toBe('same serving model')
  })

  it('refuses a file that is another model than was kept', async () => {
    const sha256 = '0'.repeat(64)
    const { parts } = setUp({ candidate: async () => ({ ...models.candidate, sha256 }) })
    const { promote: promoted, reasons } = await promote(parts, { ...REQUEST, table })
    expect(promoted).toBe(false)
    expect(reasons.at(-1)).toMatchObject({ rule: 'same candidate', passed: false })
  })

  it('says so where there is nothing to decide on', async () => {
    const { parts } = setUp({ candidate: async () => undefined })
    await expect(promote(parts, { ...REQUEST, table })).rejects.toThrow(
      'There is no candidate to decide on',
    )
  })
})
