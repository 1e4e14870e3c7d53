import { readFileSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import type { Trust } from '../../kaapana/http/kaapana-fetch.ts'
import { UsageError } from '../usage-error.ts'

/** Options that say which certificate is trusted, as commander gives them. */
export interface TrustOptions {
  ca?: string
  insecure?: boolean
}

/** Adds what every command asks for that talks to Kaapana's host. */
export function addTrustOptions(command: Command): Command {
  return command
    .option('--ca <file>', 'PEM file with the certificate to trust, as for a self-signed one')
    .option('--insecure', 'trust any certificate: for a first look alone')
}

/** Whom to trust, from what commander gives. */
export function trustOf({ ca, insecure }: TrustOptions): Trust {
  if (ca !== undefined && insecure === true)
    throw new UsageError('--ca and --insecure: give one of them, not both.')
  if (ca === undefined) return { ...(insecure !== undefined && { insecure }) }
  const certificateAuthority = readFileSync(ca, 'utf8')
  if (!certificateAuthority.includes('-----BEGIN CERTIFICATE-----'))
    throw new UsageError(`--ca: ${ca} holds no certificate in PEM (-----BEGIN CERTIFICATE-----).`)
  return { certificateAuthority }
}

/** Reads `https://host[:port]`, the one form in which Kaapana's host is named. */
export function host(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const bare = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (url?.protocol === 'https:' && bare) return url
  throw new InvalidArgumentError('Give https://<host> or https://<host>:<port>, without a path.')
}
