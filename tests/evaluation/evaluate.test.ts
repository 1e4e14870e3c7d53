import { describe, expect, it } from 'vitest'
import { evaluateModel } from '../../app/evaluation/evaluate.ts'
import { auc, brier } from '../../app/evaluation/metrics.ts'
import { generateInput, generateReport, generateTable } from './generated-evaluation.ts'

describe('evaluateModel', () => {
  it('judges all stays and each group by the figures of exactly its rows', () => {
    const input = generateInput()
    const { table, heldOut, score, probability } = input
    const report = generateReport()
    const judge = (holds: (row: number) => boolean) => {
      const at = [...heldOut.keys()].filter((i) => holds(heldOut[i]!))
      const labels = Uint8Array.from(at, (i) => table.readmitted[heldOut[i]!]!)
      return {
        rows: at.length,
        positives: labels.reduce((a, b) => a + b, 0),
        auc: auc(
          labels,
          Float64Array.from(at, (i) => score[i]!),
        ),
        brier: brier(
          labels,
          Float64Array.from(at, (i) => probability[i]!),
        ),
      }
    }
    const figuresOf = (group: string) => {
      const figures =
        group === 'all'
          ? report.overall
          : report.subgroups.find((subgroup) => subgroup.group === group)!.figures
      const { rows, positives, ranking, calibration } = figures
      return { rows, positives, auc: ranking?.auc, brier: calibration?.brier }
    }
    const { institution, features } = table
    const ukhd = table.institutions.indexOf('ukhd')
    expect(figuresOf('all')).toEqual(judge(() => true))
    expect(figuresOf('ukhd')).toEqual(judge((row) => institution[row] === ukhd))
    expect(figuresOf('male')).toEqual(judge((row) => features.gender_encoded[row] === 1))
    expect(figuresOf('60-74')).toEqual(
      judge((row) => features.age[row]! >= 60 && features.age[row]! < 75),
    )
  })

  it('puts every stay into one group of each dimension', () => {
    const { overall, subgroups } = generateReport()
    for (const dimension of ['institution', 'gender', 'age'] as const) {
      const groups = subgroups.filter((subgroup) => subgroup.dimension === dimension)
      const rows = groups.reduce((sum, { figures }) => sum + figures.rows, 0)
      expect(rows, dimension).toBe(overall.rows)
    }
  })

  it('gives no figures where cases are too few, and says why', () => {
    const { subgroups, warnings } = generateReport()
    const { figures } = subgroups.find(({ group }) => group === 'embl')!
    expect(figures.ranking).toBeNull()
    expect(figures.calibration).toBeNull()
    expect(figures.missing).toMatch(/^\d+ readmitted of \d+ stays: at least 20 are needed$/)
    expect(warnings).toEqual([
      { kind: 'few cases', text: `Nothing is claimed for embl: ${figures.missing}.` },
    ])
  })

  it('finds the true risk calibrated, and a logistic regression nearly as good', () => {
    const { overall, baselines } = generateReport()
    expect(overall.calibration?.recalibration?.slope).toBeGreaterThan(0.75)
    expect(overall.calibration?.recalibration?.slope).toBeLessThan(1.25)
    const [logistic, rule] = baselines
    expect([logistic?.name, rule?.name]).toEqual(['logistic regression', 'threshold rule'])
    expect(Math.abs(logistic!.ranking.auc - overall.ranking!.auc)).toBeLessThan(0.02)
    expect(rule!.ranking.auc).toBeLessThan(overall.ranking!.auc)
    expect(rule!.calibration).toBeNull()
  })

  it('names the group farthest below the overall AUC', () => {
    const { overall, subgroups, worstSubgroup } = generateReport()
    const lowest = Math.min(...subgroups.flatMap(({ figures }) => figures.ranking?.auc ?? []))
    expect(worstSubgroup?.auc).toBe(lowest)
    expect(worstSubgroup?.gap).toBeCloseTo(overall.ranking!.auc - lowest, 12)
  })

  it('is plain JSON and the same for the same input', () => {
    const report = generateReport()
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
    expect(evaluateModel(generateInput())).toEqual(report)
  })

  it('leaves the logistic regression out where no training rows are given', () => {
    const { baselines } = evaluateModel({ ...generateInput(), training: null })
    expect(baselines.map(({ name }) => name)).toEqual(['threshold rule'])
  })

  it('fingerprints the held-out stays by content, whatever else the table holds', () => {
    const input = generateInput()
    const sha256 = generateReport().data.heldOutSha256
    const changed = structuredClone(input)
    changed.table.features.age[changed.heldOut[0]!]! += 10
    expect(evaluateModel(changed).data.heldOutSha256).not.toBe(sha256)
    const elsewhere = structuredClone(input)
    elsewhere.table.features.age[elsewhere.training![0]!]! += 10
    expect(evaluateModel(elsewhere).data.heldOutSha256).toBe(sha256)
  })
})

describe('the leakage guard', () => {
  it('flags an AUC beyond the bound and names the strongest feature', () => {
    const input = generateInput()
    const score = Float64Array.from(input.heldOut, (row) => input.table.readmitted[row]!)
    const { warnings } = evaluateModel({ ...input, score })
    expect(warnings[0]).toMatchObject({ kind: 'leakage' })
    expect(warnings[0]?.text).toMatch(
      /^The AUC of 1\.000 is above 0\.8, more than .* strongest single feature is recent_encounters/,
    )
  })

  it('flags one institution whose whole interval is beyond the bound', () => {
    const input = generateInput()
    const dkfz = input.table.institutions.indexOf('dkfz')
    const score = Float64Array.from(input.heldOut, (row, i) =>
      input.table.institution[row] === dkfz ? input.table.readmitted[row]! : input.score[i]!,
    )
    const settings = { ...input.settings, leakageBound: 0.97 }
    const [warning] = evaluateModel({ ...input, score, settings }).warnings
    expect(warning?.text).toMatch(
      /^At dkfz the AUC of 1\.000 is above 0\.97 with its whole interval/,
    )
  })
})

describe('refusals', () => {
  const input = generateInput(generateTable(600))
  it.each([
    [
      'a patient on both sides of the split',
      { training: input.heldOut.slice(5, 6) },
      /^heldOut\[\d\] is a stay of a patient who is also in training: split by patient/,
    ],
    [
      'a score too few',
      { score: input.score.slice(1) },
      `score must have one entry a held-out row: got ${input.score.length - 1} for ${input.score.length}`,
    ],
    [
      'a row beyond the table',
      { heldOut: Uint32Array.of(input.table.rows) },
      `heldOut[0] must be a row of the table, 0 to ${input.table.rows - 1}, got ${input.table.rows}`,
    ],
    ['no held-out rows', { heldOut: new Uint32Array() }, 'heldOut is empty'],
    [
      'a probability above 1',
      { probability: input.probability.map(() => 1.5) },
      'probabilities[0] must be within 0..1, got 1.5',
    ],
    [
      'too few cases overall',
      { settings: { minCases: 100_000 } },
      /^too few cases to evaluate: \d+ readmitted of \d+ stays: at least 100000 are needed/,
    ],
  ])('names %s', (_, change, message) => {
    expect(() => evaluateModel({ ...input, ...change })).toThrow(message)
  })
})
