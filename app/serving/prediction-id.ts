import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

/** Random bytes are drawn for 512 ids at once: drawing 16 at a time costs more than the scoring. */
const pool = new Uint8Array(512 * 16)
let used = pool.length

function sixteenBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return pool.subarray(used - 16, used)
}

const OPTIONS = { rng: sixteenBytes }

/** A new prediction id: UUID version 7, so that rows of the audit trail sort by time. */
export const predictionId = (): string => v7(OPTIONS)
