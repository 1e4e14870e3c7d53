import { checkServerIdentity, connect, type PeerCertificate } from 'node:tls'
import type { Trust } from './kaapana-fetch.ts'

/** What a server shows of itself. */
export interface ServerCertificate {
  /** Whether it leads to a trusted authority; `reason` says why not. */
  readonly trusted: boolean
  readonly reason?: string
  /** It is its own authority, as the one that Kaapana makes. */
  readonly selfSigned: boolean
  /** Why it is not for this host; absent when it is. */
  readonly wrongName?: string
  /** Alternative names, as it lists them. */
  readonly names: string
  readonly issuer: string
  readonly validFrom: Date
  readonly validTo: Date
  /** SHA-256, as `AB:CD:…`. */
  readonly fingerprint: string
}

/** Asks a server for its certificate, whatever that is worth. */
export function readCertificate(
  { hostname, port }: URL,
  { certificateAuthority }: Trust,
  signal: AbortSignal,
): Promise<ServerCertificate> {
  const host = hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      // SNI names no addresses.
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      // It is judged by the caller; no byte is sent over this connection.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
    })
    const stop = () => socket.destroy(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
    socket.once('error', (error) =>
      reject(new Error(`${host} shows no certificate: ${error.message}`, { cause: error })),
    )
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', stop)
      const { authorized, authorizationError } = socket
      const found = described(host, socket.getPeerCertificate())
      const reason = authorizationError === null ? undefined : String(authorizationError)
      socket.destroy()
      resolve({ ...found, trusted: authorized, ...(!authorized && reason && { reason }) })
    })
  })
}

function described(host: string, peer: PeerCertificate): Omit<ServerCertificate, 'trusted'> {
  const wrongName = checkServerIdentity(host, peer)?.message
  return {
    selfSigned: JSON.stringify(peer.issuer) === JSON.stringify(peer.subject),
    ...(wrongName !== undefined && { wrongName }),
    names: peer.subjectaltname ?? '',
    issuer: [peer.issuer.O, peer.issuer.CN].flat().filter(Boolean).join(' ') || 'unknown',
    validFrom: new Date(peer.valid_from),
    validTo: new Date(peer.valid_to),
    fingerprint: peer.fingerprint256,
  }
}
