import type { Command } from 'commander'
import type { KaapanaSession } from '../../kaapana/http/session.ts'
import { addCredentialOptions, type CredentialOptions, requireCredentials } from './credentials.ts'
import { addTrustOptions, type TrustOptions, trustOf } from './kaapana-host.ts'

/** Options of commands that can do nothing without signing in. */
export interface SessionCommandOptions extends CredentialOptions, TrustOptions {
  project: string
}

/** Adds trust, credentials and project. */
export const addSessionOptions = (command: Command): Command =>
  addCredentialOptions(addTrustOptions(command)).option(
    '--project <name>',
    'project that is signed in to',
    'admin',
  )

/** Signs in, and tells as whom. */
export async function openKaapana(
  baseUrl: URL,
  options: SessionCommandOptions,
  signal: AbortSignal,
): Promise<{ session: KaapanaSession; user: string }> {
  const { openSession } = await import('../../kaapana/http/session.ts')
  const credentials = await requireCredentials(options)
  const { project } = options
  const session = await openSession({
    ...trustOf(options),
    ...credentials,
    baseUrl,
    project,
    signal,
  })
  return { session, user: credentials.user }
}
