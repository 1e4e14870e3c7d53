import type { Peer } from './associate.ts'

/** A DICOM peer that cannot be reached, or does not take what is sent. */
export class PeerError extends Error {
  override name = 'PeerError'

  constructor({ host, port, calling, called }: Peer, reason: string) {
    super(
      `DICOM ${host}:${port} (calling ${calling}, called ${called}): ${reason}.${hintOf(reason)}`,
    )
  }
}

const HINTS: readonly [RegExp, string][] = [
  [
    /ECONNREFUSED/,
    ' Nothing listens there: is dicom_port on, and is it the port that Kaapana was given?',
  ],
  [
    /timeout|ETIMEDOUT|EHOSTUNREACH/i,
    ' The address may be outside the list of those let in to the DICOM port.',
  ],
  [/ENOTFOUND|EAI_AGAIN/, ' The name has no address.'],
]

const hintOf = (reason: string): string =>
  HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? ''
