import { evaluateForest } from '../evaluation/evaluate-forest.ts'
import type { PairedDifference } from '../evaluation/metrics.ts'
import type { EvaluationReport } from '../evaluation/report.ts'
import { readModel } from '../forest/read-model.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import type { CandidateStore, KeptModel } from './candidate-store.ts'
import { decidePromotion, type GateReason, type PromotionDecision } from './gate.ts'
import type { GateSettings } from './gate-settings.ts'

/** A decision of the promotion gate, as the audit trail keeps it. */
export interface DecisionRecord {
  actor: string
  requestId: string
  version: number
  sha256: string
  /** Where the version number is from: `service`, or the tracking server's model. */
  registry: string
  promoted: boolean
  reasons: GateReason[]
}

/** What promotion works with. */
export interface PromotionParts {
  registry: CandidateStore
  /** Writes the decision into the audit trail; what the trail does not take does not happen. */
  recordDecision(decision: DecisionRecord): Promise<unknown>
  /** Defaults: DEFAULT_GATE_SETTINGS. */
  settings?: Partial<GateSettings>
}

/** Candidate and champion, judged on the same held-out stays. */
export interface Comparison {
  candidate: EvaluationReport
  /** Null where no model is champion yet. */
  serving: EvaluationReport | null
  /** The candidate's figures less the champion's; only where it was asked for. */
  difference?: PairedDifference
}

/** Judges the candidate's file and, where there is one, the champion's. */
export type JudgeModels = (models: {
  candidate: Uint8Array
  champion: Uint8Array | null
}) => Comparison | Promise<Comparison>

/** Who asks, and what the models are judged on. */
export interface PromotionRequest {
  actor: string
  requestId: string
  /** Table whose held-out patients both models are judged on; needed unless `judge` is given. */
  table?: ReadmissionTable
  /** Judges in another way, such as in a thread of its own. @default on `table`, in this thread */
  judge?: JudgeModels
  /** A person's word: refuses the candidate without asking the gate. The reason names no patient. */
  verdict?: { refuse: true; reason: string }
}

/** There is nothing to decide on. */
export class NoCandidate extends Error {
  override name = 'NoCandidate'
}

/** Rule under which a person's refusal stands among a decision's reasons. */
export const REFUSAL_RULE = 'not refused by a person'

/**
 * Decides on the candidate: the one way to become champion, for API, command, retraining and DAG.
 * Judges candidate and champion on the same held-out patients, asks the gate, records the decision
 * in the audit trail and then with the model, and only after that makes the candidate champion: no
 * model serves that the trail does not know of.
 *
 * @returns the decision with every rule's reason
 * @throws NoCandidate where there is none; RangeError where the table has too
 *   few stays of either outcome; ModelFileError where a model file is damaged
 */
export async function promote(
  parts: PromotionParts,
  request: PromotionRequest,
): Promise<PromotionDecision> {
  const { registry } = parts
  const candidate = await registry.candidate()
  if (candidate === undefined) throw new NoCandidate('There is no candidate to decide on')
  const champion = await registry.champion()
  const decision = request.verdict
    ? refusal(REFUSAL_RULE, `${request.actor}: ${request.verdict.reason}`)
    : await judged(parts, request, { candidate, champion })
  await parts.recordDecision({
    actor: request.actor,
    requestId: request.requestId,
    version: Number(candidate.version),
    sha256: candidate.sha256,
    registry: registry.name,
    promoted: decision.promote,
    reasons: decision.reasons,
  })
  await registry.keepDecision(candidate.version, decision)
  if (decision.promote) await registry.makeChampion(candidate.version)
  return decision
}

const refusal = (rule: string, detail: string): PromotionDecision => ({
  promote: false,
  reasons: [{ rule, passed: false, detail }],
})

async function judged(
  parts: PromotionParts,
  request: PromotionRequest,
  { candidate, champion }: { candidate: KeptModel; champion: KeptModel | undefined },
): Promise<PromotionDecision> {
  if (candidate.refusal !== undefined) return refusal(REFUSAL_RULE, candidate.refusal)
  if (candidate.sha256 === champion?.sha256)
    return refusal('another model', `version ${champion.version} serves this very model already`)
  const judge = request.judge ?? judgeOn(request.table)
  const { candidate: report, serving } = await judge({
    candidate: candidate.bytes,
    champion: champion?.bytes ?? null,
  })
  const { promote: passes, reasons } = decidePromotion({
    candidate: report,
    serving,
    ...(parts.settings && { settings: parts.settings }),
  })
  const unexpected = [
    ...otherModel(candidate, report),
    ...otherChampion(serving, await parts.registry.champion()),
  ]
  return { promote: passes && unexpected.length === 0, reasons: [...reasons, ...unexpected] }
}

/** Judges both models on the held-out patients of a table. */
export function judgeOn(table: ReadmissionTable | undefined): JudgeModels {
  if (table === undefined) throw new RangeError('promote needs a table to judge the models on')
  return ({ candidate, champion }) => ({
    candidate: evaluateForest({ model: readModel(candidate), table }),
    serving: champion && evaluateForest({ model: readModel(champion), table }),
  })
}

/** A file that is not the model it was kept as must not become champion under its name. */
function otherModel(candidate: KeptModel, report: EvaluationReport): GateReason[] {
  if (report.model.sha256 === candidate.sha256) return []
  const detail = `judged ${report.model.sha256}, but the candidate was kept as ${candidate.sha256}`
  return [{ rule: 'same candidate', passed: false, detail }]
}

/** A candidate that was compared with one model does not replace another one. */
function otherChampion(serving: EvaluationReport | null, now?: KeptModel): GateReason[] {
  const compared = serving?.model.sha256
  if (compared === now?.sha256) return []
  const detail = `compared with ${brief(compared)}, but ${brief(now?.sha256)} serves now; judge it again`
  return [{ rule: 'same serving model', passed: false, detail }]
}

const brief = (sha256: string | undefined): string =>
  sha256 === undefined ? 'no model' : `model ${sha256.slice(0, 12)}`
