import { z } from '@hono/zod-openapi'
import type { Actor } from '../../../auth/actor.ts'
import { JSON_LENGTH_HEADER, partBody } from '../../../inference-protocol/binary-tensors.ts'
import { InferenceError } from '../../../inference-protocol/inference-error.ts'
import { answerTensors, wantedOutputs } from '../../../inference-protocol/outputs.ts'
import type { InferenceRequest } from '../../../inference-protocol/protocol.ts'
import { PATIENT_ID, readStays } from '../../../inference-protocol/read-stays.ts'
import { writeAnswer } from '../../../inference-protocol/write-answer.ts'
import { answerText } from '../../answer.ts'
import { parseJson, readBytes } from '../../body.ts'
import type { RequestContext } from '../../context.ts'
import { institutionFor } from '../../institution.ts'
import type { Parts } from '../../parts.ts'
import { Problem } from '../../problem.ts'
import { addRoute, limitRate } from '../../route.ts'
import { validate } from '../../validation.ts'
import { identifier } from '../prediction-schemas.ts'
import { MODEL_PATHS, NO_SUCH_MODEL, namedModel } from './model.ts'
import { inferenceAnswer, inferenceRequest } from './schemas.ts'
import { TAG } from './server.ts'

const LIMIT = 1024 * 1024

/** `POST /v2/models/{name}[/versions/{version}]/infer`: up to 1,000 stays, each with its audit row. */
export function addInferRoutes(parts: Parts): void {
  for (const { path, params } of MODEL_PATHS)
    addRoute(
      parts.gate,
      {
        ...{ method: 'post', path: `${path}/infer`, access: 'client', tag: TAG, params },
        summary: 'Predict for up to 1,000 stays; one that is wrong refuses all',
        rawBody: {
          'application/json': { schema: inferenceRequest },
          'application/octet-stream': {
            schema: z.string().openapi({
              format: 'binary',
              description: 'The same JSON with binary tensors behind it',
            }),
          },
        },
        answer: {
          description: 'The outputs; each stay has its audit row. Binary where that was asked for',
          schema: inferenceAnswer,
          otherTypes: ['application/octet-stream'],
        },
        refusals: { ...NO_SUCH_MODEL, 415: 'Neither JSON nor binary, or compressed' },
      },
      async ({ c, actor, params }) => {
        namedModel(parts.served, params)
        try {
          return await infer(parts, { c, actor })
        } catch (error) {
          if (error instanceof InferenceError) throw new Problem(400, error.message)
          throw error
        }
      },
    )
}

async function infer(
  parts: Parts,
  { c, actor }: { c: RequestContext; actor: Actor },
): Promise<Response> {
  const { request, binary } = await readRequest(c)
  const wanted = wantedOutputs(request)
  const { rows, patientIds } = readStays(request, binary)
  const ids = rows.map((_, row) => patientIdOf(c, patientIds, row))
  const named = request.parameters?.institution_id
  const institution = institutionFor(actor, named?.toString(), parts.institutions)
  limitRate(parts.gate.rate, actor, rows.length - 1)
  const { identity } = parts.served.current()
  const requestId = c.get('requestId')
  // Scored before anything is awaited: all by the same model.
  const stays = await Promise.all(
    rows.map((row, index) =>
      parts.predictions.predict({
        ...{ patientId: ids[index] ?? '', row, institution },
        ...{ actor: actor.id, requestId },
      }),
    ),
  )
  const { body, jsonLength } = writeAnswer({
    modelName: identity.name,
    modelVersion: String(identity.version),
    id: request.id,
    tensors: answerTensors(stays, wanted),
  })
  if (jsonLength === undefined) return answerText(c, body)
  const headers = { [JSON_LENGTH_HEADER]: String(jsonLength) }
  return answerText(c, body, { type: 'application/octet-stream', headers })
}

async function readRequest(
  c: RequestContext,
): Promise<{ request: InferenceRequest; binary: Uint8Array }> {
  const type = c.req.header('content-type') ?? 'application/json'
  if (!/^application\/(json|octet-stream)\b/i.test(type))
    throw new Problem(415, 'The Content-Type must be application/json or application/octet-stream')
  if ((c.req.header('content-encoding') ?? 'identity') !== 'identity')
    throw new Problem(415, 'Compressed requests are not taken: send without Content-Encoding')
  const { json, binary } = partBody(await readBytes(c, LIMIT), c.req.header(JSON_LENGTH_HEADER))
  return { request: validate(inferenceRequest, parseJson(json)), binary }
}

/**
 * Whose stay it is. A caller who does not say gets a subject of its own for every stay: the audit row
 * is there, and belongs to nobody's record.
 */
function patientIdOf(
  c: RequestContext,
  patientIds: readonly unknown[] | undefined,
  row: number,
): string {
  if (patientIds === undefined) return `${c.get('requestId')}/${row}`
  const id = identifier.safeParse(patientIds[row])
  if (id.success) return id.data
  throw new InferenceError(
    `Input ${PATIENT_ID}, stay ${row}: must be 1 to 128 printable characters, not all blank`,
  )
}
