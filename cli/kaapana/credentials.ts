import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { z } from 'zod'
import type { Credentials } from '../../kaapana/http/token.ts'
import { UsageError } from '../usage-error.ts'

/** Options that say where credentials are, as commander gives them. */
export interface CredentialOptions {
  secretArn?: string
}

/** How commands that sign in explain where they have credentials from. */
export const SIGN_IN_HELP = `
Credentials are never arguments. KAAPANA_USER (default kaapana), KAAPANA_PASSWORD and KAAPANA_CLIENT_SECRET come
from the environment, or from files named by KAAPANA_PASSWORD_FILE and KAAPANA_CLIENT_SECRET_FILE. With --secret-arn
the AWS CLI reads what is missing from the secret that KaapanaPlatform made (kaapanaInitPassword, oidcClientSecret).
The first sign-in in a browser changes the password: from then on give the new one.`

/** Adds where credentials are. */
export function addCredentialOptions(command: Command): Command {
  return command.option('--secret-arn <arn>', "secret with Kaapana's credentials, in AWS")
}

type Environment = Readonly<Record<string, string | undefined>>

/** Credentials from the environment, files and the secret; nothing where none of them is given. */
export async function readCredentials(
  { secretArn }: CredentialOptions,
  env: Environment = process.env,
): Promise<Credentials | undefined> {
  const secret = secretArn === undefined ? undefined : await readSecret(secretArn)
  const user = env.KAAPANA_USER || 'kaapana'
  const password = variable('KAAPANA_PASSWORD', env) ?? secret?.kaapanaInitPassword
  const clientSecret = variable('KAAPANA_CLIENT_SECRET', env) ?? secret?.oidcClientSecret
  if (password !== undefined && clientSecret !== undefined) return { user, password, clientSecret }
  if (password === undefined && clientSecret === undefined) return undefined
  const missing = password === undefined ? 'KAAPANA_PASSWORD' : 'KAAPANA_CLIENT_SECRET'
  throw new UsageError(
    `${missing} is missing: signing in takes password and client secret. Set it, or ${missing}_FILE, or give --secret-arn.`,
  )
}

/** Credentials, where a command can do nothing without them. */
export async function requireCredentials(options: CredentialOptions): Promise<Credentials> {
  const found = await readCredentials(options)
  if (found !== undefined) return found
  throw new UsageError(
    'KAAPANA_PASSWORD and KAAPANA_CLIENT_SECRET are missing. Set them, or KAAPANA_PASSWORD_FILE and ' +
      'KAAPANA_CLIENT_SECRET_FILE, or give --secret-arn.',
  )
}

function variable(name: string, env: Environment): string | undefined {
  const [value, file] = [env[name], env[`${name}_FILE`]]
  if (value && file) throw new UsageError(`${name} and ${name}_FILE: set one of them, not both.`)
  if (!file) return value || undefined
  const text = readFile(name, file).replace(/\r?\n$/, '')
  if (text === '') throw new UsageError(`${name}_FILE: ${file} is empty.`)
  return text
}

function readFile(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new UsageError(`${name}_FILE: ${file} cannot be read (${code}).`)
  }
}

const Secret = z.object({
  kaapanaInitPassword: z.string().optional(),
  oidcClientSecret: z.string().optional(),
})

/** By the AWS CLI, whose user is signed in already; its answer goes through a pipe alone. */
function readSecret(arn: string): Promise<z.infer<typeof Secret>> {
  const region = arn.split(':')[3]
  const args = ['secretsmanager', 'get-secret-value', '--secret-id', arn, '--output', 'json']
  if (region) args.push('--region', region)
  return new Promise((resolve, reject) => {
    execFile('aws', args, { encoding: 'utf8', timeout: 30_000 }, (error, stdout, stderr) => {
      if (error !== null) return reject(unread(arn, error, stderr))
      const found = Secret.safeParse(contentOf(stdout))
      if (found.success) return resolve(found.data)
      return reject(new UsageError(`--secret-arn: ${arn} holds no credentials of Kaapana as JSON.`))
    })
  })
}

function contentOf(answer: string): unknown {
  try {
    return JSON.parse((JSON.parse(answer) as { SecretString: string }).SecretString)
  } catch {
    // Without the parser's message, which quotes what may be a password.
    return undefined
  }
}

function unread(arn: string, error: Error & { code?: unknown }, stderr: string): Error {
  if (error.code === 'ENOENT')
    return new UsageError(
      '--secret-arn is read by the AWS CLI, which is not on PATH: install it, or set the variables.',
    )
  return new UsageError(`--secret-arn: ${arn} cannot be read: ${stderr.trim() || error.message}`)
}
