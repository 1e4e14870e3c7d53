import type { ServerCertificate } from '../http/certificate.ts'
import type { Verdict } from './check.ts'

/** Days before its end from which on a certificate is to be renewed. */
export const DAYS_LEFT = 14

const DAY = 86_400_000

/** Whether it can be trusted. */
export function judgeTrust(
  certificate: ServerCertificate,
  { insecure, ownAuthority }: { insecure: boolean; ownAuthority: boolean },
): Verdict {
  const { trusted, selfSigned, issuer, fingerprint, reason = 'no reason given' } = certificate
  const kind = selfSigned ? 'It is self-signed' : `It is issued by ${issuer}`
  if (trusted)
    return {
      outcome: 'passed',
      detail: `${kind}, trusted through ${ownAuthority ? '--ca' : 'the public authorities'}.`,
    }
  if (insecure)
    return {
      outcome: 'skipped',
      detail: `${kind} and not trusted (${reason}); accepted as --insecure asks. SHA-256 ${fingerprint}.`,
    }
  return {
    outcome: 'failed',
    detail:
      `${kind} and not trusted (${reason}). SHA-256 ${fingerprint}. Give Kaapana a certificate of an ` +
      'authority, or compare the fingerprint with the one on the server and pass the certificate by --ca.',
  }
}

/** Whether it is for the host. */
export function judgeNames({ wrongName, names }: ServerCertificate, host: string): Verdict {
  if (wrongName === undefined) return { outcome: 'passed', detail: `It names ${names}.` }
  return {
    outcome: 'failed',
    detail: `${wrongName}. Make a certificate with the name ${host}, or use a name that it has.`,
  }
}

/** Whether it holds now, and for some time. */
export function judgeExpiry({ validFrom, validTo }: ServerCertificate, now: number): Verdict {
  const until = validTo.toISOString().slice(0, 10)
  const days = Math.floor((validTo.getTime() - now) / DAY)
  if (validFrom.getTime() > now) {
    const from = validFrom.toISOString().slice(0, 10)
    return { outcome: 'failed', detail: `It holds from ${from} on: are the clocks right?` }
  }
  if (days < 0)
    return {
      outcome: 'failed',
      detail: `It ended on ${until}. Replace it: docs/kaapana/verify.md.`,
    }
  if (days < DAYS_LEFT)
    return {
      outcome: 'failed',
      detail: `It ends on ${until}, in ${days} days. Replace it before then.`,
    }
  return { outcome: 'passed', detail: `It holds until ${until}, ${days} days more.` }
}
