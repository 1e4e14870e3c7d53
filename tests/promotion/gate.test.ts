import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EvaluationReport } from '../../app/evaluation/report.ts'
import { decidePromotion, GATE_RULES } from '../../app/promotion/gate.ts'
import { generateReport } from '../evaluation/generated-evaluation.ts'

/** Groups of about a hundred readmitted stays are enough to judge generated data by. */
const settings = {
  meanCalibration: 0.03,
  expectedCalibrationError: 0.04,
  slope: { min: 0.7, max: 1.3 },
  subgroupGap: 0.2,
  subgroupMinPositives: 40,
}

type Change = (report: EvaluationReport) => void

/** The decision on a candidate that `change` made worse than the serving model, its twin. */
const decide = (change: Change) => {
  const candidate = generateReport()
  change(candidate)
  return decidePromotion({ candidate, serving: generateReport(), settings })
}

const groupOf = (report: EvaluationReport, name: string) =>
  report.subgroups.find(({ group }) => group === name)!.figures

describe('decidePromotion', () => {
  it('promotes a candidate that is as good as the serving model, and gives every reason', () => {
    const decision = decide(() => {})
    expect(decision.reasons.filter(({ passed }) => !passed)).toEqual([])
    expect(decision.promote).toBe(true)
    expect(decision.reasons.map(({ rule }) => rule)).toEqual(GATE_RULES.map(({ rule }) => rule))
  })

  it('promotes the first model without comparison', () => {
    const { promote, reasons } = decidePromotion({
      candidate: generateReport(),
      serving: null,
      settings,
    })
    expect(promote).toBe(true)
    const unjudged = reasons.filter(({ detail }) => detail === 'no model is serving yet')
    expect(unjudged.map(({ rule }) => rule)).toEqual([
      'same patients',
      'overall AUC',
      'every institution',
    ])
  })

  const negative: [rule: string, change: Change, detail: RegExp][] = [
    ['model card', (r) => (r.model.card = null), /^the candidate has no model card$/],
    [
      'model card',
      (r) => (r.model.card = { ...r.model.card, owner: ' ', exclusions: [] }),
      /^the model card lacks exclusions, owner$/,
    ],
    [
      'subgroup figures',
      (r) => (r.subgroups = r.subgroups.filter(({ dimension }) => dimension !== 'age')),
      /^no group has figures by age$/,
    ],
    [
      'no leakage warning',
      (r) => r.warnings.push({ kind: 'leakage', text: 'Too good.' }),
      /^Too good\.$/,
    ],
    [
      'mean calibration',
      (r) => (r.overall.meanProbability = r.overall.observedRate! + 0.031),
      /^mean probability 0\.\d{3}, observed 0\.\d{3}, allowed distance 0\.03$/,
    ],
    [
      'calibration slope',
      (r) => (r.overall.calibration!.recalibration!.slope = 1.31),
      /^slope 1\.310, allowed 0\.7 to 1\.3$/,
    ],
    [
      'calibration slope',
      (r) => (r.overall.calibration!.recalibration = null),
      /^slope none, allowed 0\.7 to 1\.3$/,
    ],
    [
      'calibration error',
      (r) => (r.overall.calibration!.expectedCalibrationError.frequency = 0.041),
      /^expected calibration error 0\.041, allowed 0\.04$/,
    ],
    [
      'worst subgroup',
      (r) => (groupOf(r, 'male').ranking!.auc = r.overall.ranking!.auc - 0.201),
      /^male has an AUC of 0\.\d{3}, 0\.201 below 0\.\d{3}, allowed 0\.2$/,
    ],
    [
      'beats the threshold rule',
      (r) => (r.baselines.find(({ levels }) => levels)!.ranking.auc = r.overall.ranking!.auc),
      /^AUC (0\.\d{3}), threshold rule \1$/,
    ],
    [
      'same patients',
      (r) => (r.data.heldOutSha256 = '00'),
      /^the two were judged on different held-out stays: evaluate both again on the same$/,
    ],
    [
      'overall AUC',
      (r) => (r.overall.ranking!.auc -= 0.0051),
      /^AUC 0\.\d{3}, serving 0\.\d{3}, allowed loss 0\.005$/,
    ],
    [
      'every institution',
      (r) => (groupOf(r, 'ukhd').ranking!.auc -= 0.0151),
      /ukhd AUC 0\.\d{3}, serving 0\.\d{3}; allowed loss 0\.015$/,
    ],
    [
      'every institution',
      (r) => (groupOf(r, 'ukhd').ranking = null),
      /ukhd AUC none, serving 0\.\d{3}; allowed loss 0\.015$/,
    ],
  ]

  it.each(negative)('refuses by the rule "%s" alone (%#)', (rule, change, detail) => {
    const decision = decide(change)
    const failed = decision.reasons.filter(({ passed }) => !passed)
    expect(failed.map((reason) => reason.rule)).toEqual([rule])
    expect(failed[0]?.detail).toMatch(detail)
    expect(decision.promote).toBe(false)
  })

  it('has a negative test for every rule', () => {
    expect(new Set(negative.map(([rule]) => rule))).toEqual(
      new Set(GATE_RULES.map(({ rule }) => rule)),
    )
  })

  it('keeps within the tolerances what chance alone would move', () => {
    const decision = decide((r) => {
      r.overall.ranking!.auc -= 0.004
      groupOf(r, 'ukhd').ranking!.auc -= 0.0149
    })
    expect(decision.promote).toBe(true)
  })

  it('does not judge a group with too few readmitted stays', () => {
    const candidate = generateReport()
    groupOf(candidate, 'male').ranking!.auc = 0.3
    const strict = { ...settings, subgroupMinPositives: 100_000 }
    const { promote, reasons } = decidePromotion({
      candidate,
      serving: generateReport(),
      settings: strict,
    })
    expect(promote).toBe(true)
    const detail = reasons.find(({ rule }) => rule === 'worst subgroup')?.detail
    expect(detail).toBe('no group has 100000 readmitted stays, none is judged')
  })
})

describe('docs/evaluation.md', () => {
  it('lists every rule of the gate with its reason', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/evaluation.md'), 'utf8')
    const lines = page.replaceAll(/ +/g, ' ')
    for (const { rule, reason } of GATE_RULES) expect(lines).toContain(`| ${rule} | ${reason} |`)
  })
})
