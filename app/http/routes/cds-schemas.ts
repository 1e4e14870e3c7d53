import { z } from '@hono/zod-openapi'
import { decisionNote } from './decision.ts'

const fhirId = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/, 'Must be a FHIR id')

const userOf = (types: string) =>
  z.string().regex(new RegExp(`^(?:${types})/[A-Za-z0-9\\-.]{1,64}$`), `Must be ${types} with id`)

/** Members of every request (CDS Hooks 2.0, "HTTP Request"); others, as `extension`, are ignored. */
const request = z.object({
  hookInstance: z.guid().openapi({ description: 'UUID of this call', format: 'uuid' }),
  fhirServer: z.string().max(2000).optional().openapi({ description: 'Not asked' }),
  fhirAuthorization: z.looseObject({}).optional().openapi({
    description: 'Not used, not kept: everything must be in prefetch',
  }),
  prefetch: z
    .record(z.string(), z.unknown())
    .default({})
    .openapi({ description: 'As the templates of discovery say; FHIR R4' }),
})

/** A call of the hook encounter-discharge. */
export const dischargeRequest = request
  .extend({
    hook: z.literal('encounter-discharge'),
    context: z.object({
      userId: userOf('Practitioner|PractitionerRole'),
      patientId: fhirId,
      encounterId: fhirId,
    }),
  })
  .openapi('CdsDischargeRequest')

/** A call of the hook patient-view. */
export const patientViewRequest = request
  .extend({
    hook: z.literal('patient-view'),
    context: z.object({
      userId: userOf('Practitioner|PractitionerRole|Patient|RelatedPerson'),
      patientId: fhirId,
      encounterId: fhirId.optional(),
    }),
  })
  .openapi('CdsPatientViewRequest')

const coding = z.object({
  system: z.string(),
  code: z.string(),
  display: z.string().optional(),
})

/** What a service answers. */
export const cdsResponse = z
  .object({
    cards: z.array(
      z.object({
        uuid: z.uuid().optional().openapi({
          description: 'The prediction_id; without it there is no prediction to give feedback on',
        }),
        summary: z.string().max(139),
        detail: z.string().openapi({ description: 'GitHub Flavored Markdown' }),
        indicator: z.enum(['info', 'warning']),
        source: z.object({ label: z.string(), url: z.url(), topic: coding }),
        suggestions: z.array(z.object({ label: z.string(), uuid: z.uuid() })).optional(),
        selectionBehavior: z.literal('at-most-one').optional(),
        overrideReasons: z.array(coding).optional(),
        links: z
          .array(z.object({ label: z.string(), url: z.url(), type: z.literal('absolute') }))
          .optional(),
      }),
    ),
  })
  .openapi('CdsResponse')

/** What discovery answers. */
export const discovery = z
  .object({
    services: z.array(
      z.object({
        id: z.string(),
        hook: z.string(),
        title: z.string(),
        description: z.string(),
        usageRequirements: z.string(),
        prefetch: z.record(z.string(), z.string()),
      }),
    ),
  })
  .openapi('CdsServices')

const feedback = z
  .object({
    card: z.guid().toLowerCase().openapi({ description: '`uuid` of the card' }),
    outcome: z.enum(['accepted', 'overridden']),
    acceptedSuggestions: z
      .array(z.object({ id: z.guid().toLowerCase() }))
      .min(1)
      .max(10)
      .optional()
      .openapi({ description: 'Required for accepted' }),
    overrideReason: z
      .object({ reason: coding.optional(), userComment: decisionNote.optional() })
      .optional(),
    outcomeTimestamp: z.iso.datetime({ offset: true }).openapi({
      description: 'When the clinician acted',
      example: '2026-03-01T10:05:31Z',
    }),
  })
  .superRefine((value, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const isAccepted = value.outcome === 'accepted'
    if (isAccepted && value.acceptedSuggestions === undefined)
      problem('acceptedSuggestions', 'Required for accepted')
    if (!isAccepted && value.acceptedSuggestions !== undefined)
      problem('acceptedSuggestions', 'Only for accepted')
    if (isAccepted && value.overrideReason !== undefined)
      problem('overrideReason', 'Only for overridden')
  })

/** What became of cards (CDS Hooks 2.0, "Feedback"). */
export const feedbackRequest = z
  .object({ feedback: z.array(feedback).min(1).max(100) })
  .openapi('CdsFeedback')

export type Feedback = z.output<typeof feedback>
