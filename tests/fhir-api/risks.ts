import fc from 'fast-check'
import { uuidV7 } from '../../app/audit/uuid-v7.ts'
import type { AssessedRisk } from '../../app/fhir-api/assessed-risk.ts'
import { DECISION_REASONS } from '../../app/serving/decision-reasons.ts'

const fhirId = fc.stringMatching(/^[A-Za-z0-9.-]{1,64}$/)
const words = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '')
const share = fc.double({ min: 0, max: 1, noNaN: true })
const moment = fc.date({
  min: new Date('1990-01-01'),
  max: new Date('2100-01-01'),
  noInvalidDate: true,
})
const level = fc.constantFrom('LOW', 'MEDIUM', 'HIGH')
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const decision = fc.record({
  id: fc.uuid(),
  predictionId: fc.uuid(),
  time: moment,
  actor: fc.nat().map((number) => `user:${number}`),
  action: fc.constantFrom('accepted' as const, 'overridden' as const),
  reasonCode: fc.option(fc.constantFrom(...DECISION_REASONS)),
  level: fc.option(level),
  note: fc.constant('NOTE-OF-A-PERSON'),
})

/** Whatever may be known of a prediction, and be gone of it. */
export const anyRisk: fc.Arbitrary<AssessedRisk> = fc.record({
  id: moment.map((time) => uuidV7(time.getTime())),
  pseudonym: fc.option(fc.stringMatching(/^[0-9a-f]{8}\.[\w-]{43}$/)),
  patientId: maybe(fhirId),
  level: fc.option(level),
  probability: fc.option(share),
  scoreBand: fc.option(fc.integer({ min: 0, max: 19 })),
  model: maybe(
    fc.record({
      name: words,
      version: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
    }),
  ),
  baseRate: maybe(fc.double({ min: 0.001, max: 0.999, noNaN: true })),
  rationale: maybe(words),
  discharged: maybe(moment.map((time) => time.toISOString())),
  encounter: maybe(fhirId.map((id) => `Encounter/${id}`)),
  basis: maybe(
    fc.array(
      fhirId.map((id) => `Condition/${id}`),
      { maxLength: 4 },
    ),
  ),
  decision: maybe(decision),
})
