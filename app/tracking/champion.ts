import { z } from 'zod'
import type { PromotionDecision } from '../promotion/gate.ts'
import type { MlflowClient, RegisteredVersion } from './mlflow-client.ts'
import { MODEL_FILE, MOST_MODEL_BYTES, VERSION_TAGS } from './registered-model.ts'

const decisionTag = z.object({
  promote: z.boolean(),
  reasons: z.array(z.object({ rule: z.string(), passed: z.boolean(), detail: z.string() })),
})

/** The promotion gate's decision on a registered version; undefined where there is none to read. */
export function decisionOn({ tags }: RegisteredVersion): PromotionDecision | undefined {
  try {
    return decisionTag.parse(JSON.parse(tags[VERSION_TAGS.decision] ?? ''))
  } catch {
    return undefined
  }
}

/** The file of a registered version, sealed as it is or not. */
export const modelBytes = (client: MlflowClient, version: RegisteredVersion): Promise<Uint8Array> =>
  client.readArtifact(version, MODEL_FILE, MOST_MODEL_BYTES)
