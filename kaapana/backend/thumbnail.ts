import type { KaapanaSession } from '../check/check.ts'
import { AnswerError } from './ask.ts'

/** Begins as every PNG does (PNG specification, 5.2). */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** True where Kaapana has drawn a thumbnail of a series. */
export async function hasThumbnail(
  session: KaapanaSession,
  series: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `/kaapana-backend/dataset/series/${series}/thumbnail`
  const answer = await session.fetch(path, signal && { signal })
  if (answer.status === 404) return false
  const asked = 'GET /kaapana-backend/dataset/series/<uid>/thumbnail'
  if (!answer.ok) throw new AnswerError(asked, answer.status, '')
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (bytes.subarray(0, PNG.length).equals(PNG)) return true
  throw new AnswerError(asked, answer.status, 'no PNG')
}
