/** A rejected association (PS3.8, 9.3.4). */
export interface Rejection {
  result: number
  source: number
  reason: number
}

const TRANSIENT = 2

const REASONS: Readonly<Record<string, string>> = {
  '1.1': 'no reason given',
  '1.2': 'application context not supported',
  '1.3': 'our AE title (calling) is not known there',
  '1.7': 'the AE title called is not known there',
  '2.1': 'no reason given',
  '2.2': 'protocol version not supported',
  '3.1': 'temporary congestion',
  '3.2': 'local limit exceeded',
}

/** True where the peer says that the same association may be accepted later. */
export const isTransient = ({ result }: Rejection): boolean => result === TRANSIENT

/** Why the peer rejected, in words. */
export function rejectionText({ result, source, reason }: Rejection): string {
  const kind = result === TRANSIENT ? 'for now' : 'for good'
  return `association rejected ${kind}: ${REASONS[`${source}.${reason}`] ?? `source ${source}, reason ${reason}`}`
}
