import { auc } from '../evaluation/metrics.ts'
import type { EvaluationReport } from '../evaluation/report.ts'
import { CALIBRATION_FOLDS, fitCalibration } from '../forest/calibration.ts'
import { FEATURES, type Feature } from '../forest/features.ts'
import type { Forest } from '../forest/forest.ts'
import { parseForestSettings } from '../forest/forest-settings.ts'
import { DEFAULT_OWNER, EXCLUSIONS, INTENDED_USE, LIMITS } from '../forest/model-card.ts'
import { calibrationsOf, overallMetrics } from '../forest/model-metrics.ts'
import { MODEL_SCHEMA, type ModelCard, type ModelManifest } from '../forest/model-schema.ts'
import { SPLIT_SEED, TEST_SHARE } from '../forest/patient-split.ts'
import { provenanceOf } from '../forest/provenance.ts'
import { levelThresholds } from '../forest/risk-level.ts'
import { MODEL_NAME } from '../forest/training.ts'
import { writeModel } from '../forest/write-model.ts'
import { decidePromotion, type PromotionDecision } from '../promotion/gate.ts'
import { identityFault } from './check-contribution.ts'
import type { FederationContract } from './contract.ts'
import type { Contribution } from './contribution.ts'
import { type Draft, forestFromJson, type Merged, prevalenceOf } from './draft.ts'
import {
  aloneReason,
  type InstitutionFigures,
  institutionFigures,
  reportOf,
} from './federated-report.ts'
import { NotAccepted } from './federation-error.ts'
import { GRID_BINS, marginalsOf } from './grid.ts'
import { sumGrids, withoutNegatives } from './grid-forest.ts'
import { spreadOut } from './judged-stays.ts'
import { type Judgement, judgementSchema } from './judgement.ts'
import { hashOf } from './seal.ts'

/** What a federation comes to. */
export interface FederatedModel {
  bytes: Uint8Array<ArrayBuffer>
  manifest: ModelManifest
  report: EvaluationReport
  /** The promotion gate's, with one more rule: nobody is worse off than alone. */
  decision: PromotionDecision
  institutions: InstitutionFigures[]
}

/** What the institutions found, as it came. */
export interface Finishing extends Merged {
  contract: FederationContract
  judgements: readonly { name: string; content: unknown }[]
  /** Who answers for the model. @default DEFAULT_OWNER */
  owner?: string | undefined
}

/**
 * Calibrates and judges what was merged by the counts that the institutions return, asks the
 * promotion gate and writes the model file. The gate compares with no serving model here: there is
 * no table that both could be judged on.
 *
 * @throws NotAccepted that names every judgement that is refused; RangeError for too few cases.
 */
export function finishFederation(given: Finishing): FederatedModel {
  const { draft, contributions } = given
  const judgements = checkJudgements(given)
  const forest = forestFromJson(draft.merged)
  const prevalence = prevalenceOf(contributions)
  const { scores, labels } = spreadOut(judgements.flatMap(({ calibration }) => calibration))
  const fold = Uint8Array.from(labels.keys(), (stay) => stay % CALIBRATION_FOLDS)
  const marginals = sumMarginals(contributions)
  const [female, male] = marginals.gender_encoded as [number, number]
  const served = {
    calibration: fitCalibration({ scores, labels, fold }, prevalence),
    thresholds: levelThresholds(prevalence),
    maleShare: Number((male / Math.max(1, female + male)).toFixed(8)),
  }
  const fingerprint = hashOf(draft.contributions)
  const version = hashOf([draft.sha256, judgements.map(({ sha256 }) => sha256)]).slice(0, 12)
  const card = cardOf(given, { forest, fingerprint })
  const model = { name: MODEL_NAME, version, sha256: '', settings: {}, card }
  const report = reportOf({ judgements, ...served, model, fingerprint })
  const metrics = {
    ...overallMetrics(report),
    outOfBagAuc: Number(auc(labels, scores).toFixed(6)),
    calibrations: calibrationsOf({ forest, manifest: served }, scores, labels),
  }
  const manifest: ModelManifest = {
    schema: MODEL_SCHEMA,
    name: MODEL_NAME,
    version,
    features: [...FEATURES],
    trainingPrevalence: prevalence,
    ...served,
    histograms: histogramsOf(marginals),
    fingerprint,
    card: { ...card, metrics },
    created: null,
  }
  const institutions = institutionFigures(report, judgements)
  return {
    bytes: writeModel({ forest, manifest }),
    manifest,
    report,
    decision: decide(report, institutions),
    institutions,
  }
}

function decide(report: EvaluationReport, figures: InstitutionFigures[]): PromotionDecision {
  const { promote, reasons } = decidePromotion({ candidate: report, serving: null })
  const alone = aloneReason(figures)
  return { promote: promote && alone.passed, reasons: [...reasons, alone] }
}

function checkJudgements({ judgements, contract, draft }: Finishing): Judgement[] {
  const checked = judgements.map(({ name, content }) => ({
    name,
    ...checkJudgement(content, contract, draft),
  }))
  const accepted = checked.flatMap(({ judgement }) => (judgement ? [judgement] : []))
  const reasons = checked.flatMap(({ name, reason }) => (reason ? [`${name}: ${reason}`] : []))
  for (const institution of contract.institutions) {
    const count = accepted.filter((one) => one.institution === institution).length
    if (count === 0) reasons.push(`${institution}: no judgement that is accepted`)
    if (count > 1) reasons.push(`${institution}: sent twice`)
  }
  if (reasons.length > 0) throw new NotAccepted(`not finished:\n  ${reasons.join('\n  ')}`)
  return accepted.sort((a, b) => (a.institution < b.institution ? -1 : 1))
}

function checkJudgement(
  content: unknown,
  contract: FederationContract,
  draft: Draft,
): { judgement?: Judgement; reason?: string } {
  const result = judgementSchema.safeParse(content)
  if (!result.success) {
    const [first] = result.error.issues
    return { reason: `schema: ${first?.path.join('.') || 'root'}: ${first?.message}` }
  }
  const judgement = result.data
  const reason = identityFault(judgement, contract) ?? countFault(judgement, contract, draft)
  return reason === undefined ? { judgement } : { reason }
}

function countFault(
  judgement: Judgement,
  contract: FederationContract,
  draft: Draft,
): string | undefined {
  if (judgement.draft !== draft.sha256) return 'draft: it judges another forest'
  if (judgement.epsilon !== contract.epsilon)
    return `epsilon: got ${judgement.epsilon}, agreed ${contract.epsilon}`
  if (contract.mode === 'private') return undefined
  const slices = [
    ...judgement.calibration,
    ...judgement.rule,
    ...[...judgement.groups, ...(judgement.alone ?? [])].flatMap((group) => group.slices),
  ]
  const isSound = slices.every(
    ({ from, to, negatives, positives }) =>
      from < to && negatives >= 0 && positives >= 0 && negatives + positives >= contract.minLeaf,
  )
  return isSound ? undefined : `counts: a slice of fewer than ${contract.minLeaf} stays`
}

/** Stays by bin of the public grid in all contributions together. */
function sumMarginals(contributions: readonly Contribution[]): Record<Feature, number[]> {
  const grids = contributions.flatMap(({ forest }) => (forest.kind === 'grid' ? [forest] : []))
  if (grids.length > 0) {
    const { negatives, positives } = sumGrids(grids)
    return marginalsOf({
      negatives: withoutNegatives(negatives),
      positives: withoutNegatives(positives),
    })
  }
  const all = contributions.flatMap(({ forest }) => (forest.kind === 'trees' ? [forest] : []))
  return Object.fromEntries(
    FEATURES.map((name, feature) => [
      name,
      Array.from(GRID_BINS[feature]?.lowest ?? [], (_, bin) =>
        all.reduce((sum, { marginals }) => sum + (marginals[name][bin] ?? 0), 0),
      ),
    ]),
  ) as Record<Feature, number[]>
}

/** Bins that no stay was counted in belong to the one below. */
function histogramsOf(marginals: Record<Feature, number[]>): ModelManifest['histograms'] {
  const entries = FEATURES.map((name, feature) => {
    const bins = marginals[name]
      .map((count, bin) => ({ count, from: GRID_BINS[feature]?.lowest[bin] ?? 0 }))
      .filter(({ count }, bin) => count > 0 || bin === 0)
    return [name, { from: bins.map(({ from }) => from), counts: bins.map(({ count }) => count) }]
  })
  return Object.fromEntries(entries) as ModelManifest['histograms']
}

function cardOf(
  { contract, contributions, owner }: Finishing,
  { forest, fingerprint }: { forest: Forest; fingerprint: string },
): Omit<ModelCard, 'metrics'> {
  const { mode, epsilon, seed, maxDepth, minLeaf, institutions } = contract
  const provenance = provenanceOf(fingerprint, {
    source: `federated training of ${institutions.join(', ')}, round ${contract.round}`,
  })
  const sum = (read: (one: Contribution) => number): number =>
    contributions.reduce((total, one) => total + read(one), 0)
  const stays = sum((one) => one.stays)
  return {
    intendedUse: INTENDED_USE,
    population: provenance.population,
    exclusions: [...EXCLUSIONS],
    trainingWindow: provenance.window,
    data: {
      ...provenance,
      stays,
      // Nobody may count patients across institutions: a stay stands for one at most.
      patients: stays,
      institutions: [...institutions],
      droppedExpired: 0,
      droppedGenderUnknown: 0,
    },
    split: {
      by: 'patient',
      rule: `held out if MurmurHash3 (32 bits, seed ${SPLIT_SEED}) of the patient id < ${TEST_SHARE} * 2^32, at each institution`,
      testShare: TEST_SHARE,
    },
    training: { stays, readmitted: sum((one) => one.readmitted), cells: 0 },
    settings: parseForestSettings({
      trees: forest.roots.length,
      maxDepth,
      minLeaf,
      seed,
      bootstrap: true,
    }),
    limits: [...LIMITS, ...FEDERATED_LIMITS, privacyOf(mode, epsilon)],
    owner: owner ?? DEFAULT_OWNER,
  }
}

const FEDERATED_LIMITS = [
  'Figures come from counts that institutions returned: stays are counted as patients, intervals ' +
    'are a little too narrow, and the out-of-bag AUC is that of the patients who calibrated.',
  'Counts of stays are rounded; how many were left out before training is not known.',
]

const privacyOf = (mode: FederationContract['mode'], epsilon: number | null): string =>
  mode === 'private'
    ? `Trained with differential privacy: epsilon ${epsilon} for each patient of each institution. ` +
      'Of each patient a few stays count at most, so that probabilities are too low for patients ' +
      'with many: recalibrate where the model serves.'
    : 'Trained on k-anonymous aggregates, which is no formal guarantee: a patient may in principle ' +
      'be told from them. Only private mode gives one.'
