import { z } from 'zod'

/** A project of Kaapana, as its access information interface gives it. */
export const KaapanaProject = z.object({
  id: z.string(),
  external_id: z.string().nullish(),
  name: z.string(),
  description: z.string().nullish(),
})
export type KaapanaProject = z.infer<typeof KaapanaProject>

/**
 * Headers that say which project a request is made in: services read the header, the check of access
 * decodes the cookie as a browser encodes it.
 */
export function projectHeaders(project: KaapanaProject): Record<string, string> {
  const { id, name, external_id, description } = project
  return {
    project: ascii(JSON.stringify({ id, external_id, name, description })),
    cookie: `Project=${encodeURIComponent(JSON.stringify({ name, id }))}`,
  }
}

/** JSON that may stand in a header, whatever a description says. */
const ascii = (json: string): string =>
  json.replaceAll(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
