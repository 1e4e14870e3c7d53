import { z } from 'zod'
import type { KaapanaSession } from '../check/check.ts'
import { AnswerError } from './ask.ts'

/** DICOM's JSON model (PS3.18, F): tag to value. */
const Answer = z.array(z.record(z.string(), z.object({ Value: z.array(z.unknown()).optional() })))
type Answers = z.infer<typeof Answer>

const FILTER = '/dicom-web-filter'
/** Results asked for at a time. */
const PAGE = 500

const TAGS = {
  instance: '00080018',
  date: '00080020',
  modalities: '00080061',
  patient: '00100020',
} as const

/** A question to the PACS (QIDO-RS, PS3.18, 10.6) by way of Kaapana's filter; 204 means nothing found. */
async function search(
  session: Pick<KaapanaSession, 'fetch'>,
  path: string,
  signal?: AbortSignal,
): Promise<Answers> {
  const answer = await session.fetch(`${FILTER}${path}`, {
    headers: { accept: 'application/dicom+json' },
    ...(signal && { signal }),
  })
  if (answer.status === 204 || answer.status === 404) return []
  const asked = `GET ${FILTER}${path.split('?')[0]}`
  if (!answer.ok) throw new AnswerError(asked, answer.status, '')
  const parsed = Answer.safeParse(await answer.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  throw new AnswerError(asked, answer.status, 'not in the form of DICOMweb')
}

const textOf = (found: Answers[number], tag: string): string | undefined => {
  const value = found[tag]?.Value?.[0]
  return typeof value === 'string' ? value : undefined
}

/** SOP instance UIDs that the PACS has of a series. */
export async function instancesInPacs(
  session: Pick<KaapanaSession, 'fetch'>,
  { study, series }: { study: string; series: string },
  signal?: AbortSignal,
): Promise<Set<string>> {
  const instances = new Set<string>()
  for (let offset = 0; ; offset += PAGE) {
    const path = `/studies/${study}/series/${series}/instances?limit=${PAGE}&offset=${offset}`
    const page = await search(session, path, signal)
    const before = instances.size
    for (const found of page) {
      const uid = textOf(found, TAGS.instance)
      if (uid !== undefined) instances.add(uid)
    }
    // A server that knows no offset gives the same page again.
    if (page.length < PAGE || instances.size === before) return instances
  }
}

/** What the link to predictions needs of a study. */
export interface StudyInPacs {
  /** Patient ID as it is in the images: not to be shown. */
  patientId: string | undefined
  /** `YYYY-MM-DD`. */
  date: string | undefined
  modalities: string[]
}

/** A study by its UID; undefined where the PACS has none that this user may see. */
export async function studyInPacs(
  session: Pick<KaapanaSession, 'fetch'>,
  study: string,
  signal?: AbortSignal,
): Promise<StudyInPacs | undefined> {
  const fields = Object.values(TAGS).map((tag) => `&includefield=${tag}`)
  const found = await search(
    session,
    `/studies?StudyInstanceUID=${study}${fields.join('')}`,
    signal,
  )
  // A server that ignores the condition gives others too.
  const own = found.find((one) => textOf(one, '0020000D') === study)
  if (own === undefined) return undefined
  const date = /^(\d{4})(\d{2})(\d{2})$/.exec(textOf(own, TAGS.date) ?? '')
  return {
    patientId: textOf(own, TAGS.patient),
    date: date === null ? undefined : date.slice(1).join('-'),
    modalities: (own[TAGS.modalities]?.Value ?? []).filter((value) => typeof value === 'string'),
  }
}
