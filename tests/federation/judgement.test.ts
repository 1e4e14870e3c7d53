import { describe, expect, it } from 'vitest'
import { auc } from '../../app/evaluation/metrics.ts'
import { takeRows } from '../../app/evaluation/rows.ts'
import { mergeContributions } from '../../app/federation/draft.ts'
import { finishFederation } from '../../app/federation/finish.ts'
import { judgeDraft } from '../../app/federation/judgement.ts'
import { treeNumbers } from '../../app/federation/merge-trees.ts'
import { patientParts } from '../../app/federation/patient-parts.ts'
import { seal } from '../../app/federation/seal.ts'
import { createPredictor } from '../../app/forest/predictor.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { contractOf, contributionsOf, institutionTable } from './network.ts'

const PATIENTS = 2500

function federation(terms: Parameters<typeof contractOf>[0]) {
  const contract = contractOf({ trees: 20, ...terms })
  const contributions = contributionsOf(contract, PATIENTS)
  const merged = mergeContributions(
    contributions.map((content) => ({ name: content.institution, content })),
    contract,
  )
  const judgements = contract.institutions.map((institution) => ({
    name: institution,
    content: judgeDraft({
      contract,
      institution,
      draft: merged.draft,
      table: institutionTable(institution, PATIENTS),
    }),
  }))
  return { contract, ...merged, judgements }
}

const pooled = federation({})

describe('a federation', () => {
  it('ends in a model file that opens, scores and says how it was made', () => {
    const { bytes, manifest, decision } = finishFederation(pooled)
    const model = readModel(bytes)
    expect(model.forest.roots).toHaveLength(20)
    expect(manifest.card.data.institutions).toEqual(['dkfz', 'embl', 'ukhd'])
    expect(manifest.card.limits.join()).toContain('no formal guarantee')
    expect(manifest.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect(decision.reasons.map(({ rule }) => rule)).toContain('not worse than alone')
    const risk = (recent: number) =>
      createPredictor(model).predict({
        age: 60,
        num_conditions: 5,
        num_medications: 20,
        recent_encounters: recent,
        gender_encoded: null,
      }).probability
    expect(risk(5)).toBeGreaterThan(risk(0))
  })

  it('judges by counts nearly as rows would', () => {
    const { bytes, report } = finishFederation(pooled)
    const predictor = createPredictor(readModel(bytes))
    const all = pooled.contract.institutions.map((institution) => {
      const table = institutionTable(institution, PATIENTS)
      const stays = takeRows(table, patientParts(table).judge)
      return { labels: [...stays.labels], scores: [...predictor.scoreMany(stays.features)] }
    })
    const labels = Uint8Array.from(all.flatMap((one) => one.labels))
    const exact = auc(labels, Float64Array.from(all.flatMap((one) => one.scores)))
    expect(Math.abs((report.overall.ranking?.auc ?? 0) - exact)).toBeLessThan(0.02)
    expect(report.overall.rows).toBeLessThanOrEqual(labels.length)
  })

  it('tells of no slice under k stays in pooled mode, and gives every stay to one group at most', () => {
    for (const { name, content } of pooled.judgements) {
      const groups = [...content.groups, ...(content.alone ?? [])]
      const slices = [
        ...groups.flatMap((one) => one.slices),
        ...content.calibration,
        ...content.rule,
      ]
      for (const { negatives, positives } of slices)
        expect(negatives + positives).toBeGreaterThanOrEqual(pooled.contract.minLeaf)
      const counted = content.groups
        .flatMap((one) => one.slices)
        .reduce((sum, { negatives, positives }) => sum + negatives + positives, 0)
      const table = institutionTable(name, PATIENTS)
      expect(counted).toBeLessThanOrEqual(patientParts(table).judge.length)
    }
  })

  it('refuses judgements that were changed, are of another draft, or tell of too few stays', () => {
    const [first, ...others] = pooled.judgements
    const { sha256: _, signature: __, ...content } = first!.content
    const finishWith = (changed: object) => () =>
      finishFederation({ ...pooled, judgements: [{ name: 'bad', content: changed }, ...others] })
    const cases: [object, RegExp][] = [
      [{ ...first!.content, draft: 'a'.repeat(64) }, /bad: seal: /],
      [seal({ ...content, draft: 'a'.repeat(64) }), /bad: draft: it judges another forest/],
      [seal({ ...content, calibration: [tiny] }), /bad: counts: a slice of fewer than 30 stays/],
      [{}, /bad: schema: /],
    ]
    for (const [changed, reason] of cases) expect(finishWith(changed)).toThrow(reason)
    expect(finishWith({})).toThrow(/dkfz: no judgement that is accepted/)
  })

  it('runs in private mode, too, with noise on what judges, and says what it guarantees', () => {
    const given = federation({ epsilon: 5, minLeaf: 50 })
    const { manifest, institutions } = finishFederation(given)
    expect(manifest.card.limits.join()).toContain('differential privacy: epsilon 5')
    expect(institutions.every(({ alone }) => alone === null)).toBe(true)
    const [one] = given.judgements
    const draft = given.draft
    const again = judgeDraft({
      contract: given.contract,
      institution: 'dkfz',
      draft,
      table: institutionTable('dkfz', PATIENTS),
    })
    expect(again.groups).not.toEqual(one?.content.groups)
  })
})

const tiny = { from: 0, to: 1, score: 0.5, negatives: 3, positives: 2 }

describe('trees of institutions', () => {
  it('are as many as their share of readmitted stays, and always sum to all', () => {
    const of = (...positives: number[]) =>
      treeNumbers(
        positives.map((value) => ({ positives: value, negatives: 1000 })),
        100,
      )
    expect(of(600, 300, 100)).toEqual([60, 30, 10])
    expect(of(1, 1, 1)).toEqual([34, 33, 33])
    expect(of(10_000, 1, 9_999)).toEqual([50, 1, 49])
  })
})
