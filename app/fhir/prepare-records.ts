import { setImmediate } from 'node:timers/promises'
import { type DeIdentification, type DeIdentified, deIdentify } from './de-identify.ts'
import { type ReadRecord, readRecords } from './read-records.ts'
import { loadValidator, type Rejection, rejection } from './validate-record.ts'

/** Milliseconds of work between two turns of the event loop, so that other requests are answered. */
const TURN_MS = 5

/** One record of a body, ready to store or refused; `position` as readRecords counts. */
export type PreparedRecord = { position: number } & (DeIdentified | Rejection)

/** How prepareRecords reads and de-identifies. */
export interface Preparation extends DeIdentification {
  /** Limit of a list or Bundle in bytes @default 10 MiB */
  maxBytes?: number
  /** The day that no birth date may lie after @default today */
  now?: Date
}

/**
 * The whole way of a body: read, validate, de-identify, one record at a time. Every record comes
 * out, accepted or refused; one that is bad spoils none of the others.
 *
 * @throws what readRecords throws, before the first record.
 */
export async function* prepareRecords(
  input: AsyncIterable<Uint8Array> | Uint8Array,
  contentType: string,
  { maxBytes, ...preparation }: Preparation,
): AsyncGenerator<PreparedRecord> {
  const limits = maxBytes === undefined ? {} : { maxBytes }
  yield* prepareEach(readRecords(input, contentType, limits), preparation)
}

/** The same way for resources that are JSON already, in their order. */
export async function prepareResources(
  resources: readonly unknown[],
  preparation: Omit<Preparation, 'maxBytes'>,
): Promise<PreparedRecord[]> {
  const records = resources.map((resource, position) => ({ position, resource }))
  const prepared: PreparedRecord[] = []
  for await (const one of prepareEach(records, preparation)) prepared.push(one)
  return prepared
}

async function* prepareEach(
  records: AsyncIterable<ReadRecord> | Iterable<ReadRecord>,
  { now = new Date(), ...deIdentification }: Omit<Preparation, 'maxBytes'>,
): AsyncGenerator<PreparedRecord> {
  const validate = await loadValidator()
  let turned = performance.now()
  for await (const record of records) {
    if (performance.now() - turned > TURN_MS) {
      await setImmediate()
      turned = performance.now()
    }
    const { position } = record
    if ('error' in record) {
      yield { position, ...rejection(undefined, [record.error]) }
      continue
    }
    const validation = validate(record.resource, now)
    const prepared = validation.accepted
      ? deIdentify(validation.resource, deIdentification)
      : validation
    yield { position, ...prepared }
  }
}
