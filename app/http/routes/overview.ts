import { z } from '@hono/zod-openapi'
import type { Actor } from '../../auth/actor.ts'
import { hasDrifted } from '../../drift/check-drift.ts'
import type { DayCounts } from '../../overview/prediction-counts.ts'
import type { DriftCheck } from '../../store/drift-findings.ts'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { addRoute } from '../route.ts'

const share = z.number().min(0).max(1)

const traffic = z
  .object({
    source: z.enum(['process', 'prometheus']).openapi({
      description: 'process: the replica that answers, since it started; prometheus: all, one hour',
    }),
    since: z.iso.datetime(),
    requests: z.int(),
    requests_per_second: z.number(),
    client_errors: z.int(),
    server_errors: z.int(),
    latency: z.array(
      z.object({
        quantile: share,
        at_most_seconds: z.number().nullable().openapi({
          description: 'Upper bound of the bucket the quantile is in; null above the last bound',
        }),
      }),
    ),
  })
  .openapi('Traffic')

const overview = z
  .object({
    model: z.object({
      name: z.string(),
      version: z.string(),
      sha256: z.string(),
      serving_since: z.iso.datetime().nullable(),
      auc: share.nullable(),
    }),
    training: z.object({
      running: z.boolean(),
      progress: share.nullable(),
      started_at: z.string().nullable(),
      completed_at: z.string().nullable(),
      outcome: z.string().nullable(),
    }),
    drift: z
      .object({
        checked_at: z.iso.datetime(),
        model_version: z.int(),
        drifted: z.boolean(),
        findings: z.int(),
        judged_findings: z.int().openapi({ description: 'Those with cases enough for a figure' }),
        drifted_findings: z.int(),
      })
      .nullable()
      .openapi({ description: 'Null where drift was never checked' }),
    predictions: z.array(
      z.object({
        day: z.iso.date(),
        institution_id: z.string().nullable(),
        low: z.int(),
        medium: z.int(),
        high: z.int(),
      }),
    ),
    traffic,
  })
  .openapi('Overview')

/** `GET /api/v1/overview`: how the service does, with the numbers that the asking user may see. */
export function addOverviewRoute(parts: Parts): void {
  const { gate, served, registry, retraining, drift, predictionCounts, traffic: read } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/overview',
      access: 'user',
      tag: 'Status',
      summary:
        'Model, training, drift, traffic, and predictions by day and level: of your institution, for ' +
        'administrators of all',
      query: z.object({
        days: z.coerce
          .number()
          .int()
          .min(1)
          .max(90)
          .default(30)
          .openapi({ type: 'integer', minimum: 1, maximum: 90, default: 30 }),
      }),
      answer: { description: 'The overview', schema: overview },
    },
    async ({ c, actor, query: { days } }) => {
      const { identity, model } = served.current()
      const [training, check, counted, since, asked] = await Promise.all([
        retraining.status(),
        drift.latest(),
        predictionCounts.lastDays(days),
        registry.servingSince(),
        read(),
      ])
      const { running, progress, started_at, completed_at, outcome } = training
      return answerJson(c, {
        model: {
          ...identity,
          version: String(identity.version),
          serving_since: since?.toISOString() ?? null,
          auc: model.manifest.card.metrics.auc,
        },
        training: { running, progress, started_at, completed_at, outcome },
        drift: check === undefined ? null : driftFor(actor, check),
        predictions: counted.flatMap((day) => levelsOf(actor, day)),
        traffic: asked,
      })
    },
  )
}

/** Whose numbers an actor sees: his institution's; an administrator everybody's. */
const sees = (actor: Actor, institution: string | null): boolean =>
  actor.role === 'admin' || (institution !== null && institution === actor.institution)

function driftFor(actor: Actor, check: DriftCheck) {
  const findings = check.findings.filter(({ institution }) => sees(actor, institution))
  return {
    checked_at: check.checkedAt.toISOString(),
    model_version: check.modelVersion,
    drifted: hasDrifted({ ...check, findings }),
    findings: findings.length,
    judged_findings: findings.filter((one) => one.psi !== null || one.calibrationSlope !== null)
      .length,
    drifted_findings: findings.filter(({ drifted }) => drifted).length,
  }
}

function levelsOf(actor: Actor, { day, counts }: DayCounts) {
  const seen = counts.filter(({ institution }) => sees(actor, institution))
  return [...Map.groupBy(seen, ({ institution }) => institution)].map(([institution, own]) => {
    const of = (wanted: string): number =>
      own.find(({ level }) => level === wanted)?.predictions ?? 0
    return {
      day,
      institution_id: institution,
      low: of('LOW'),
      medium: of('MEDIUM'),
      high: of('HIGH'),
    }
  })
}
