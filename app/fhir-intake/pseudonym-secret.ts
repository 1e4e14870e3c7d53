import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

/**
 * The secret that pseudonyms are made with: the service's AUDIT_KEY, so that a patient has the same
 * pseudonym whichever way his records came. `field` names its member where the secret is JSON.
 *
 * @throws Error when there is no such text; it never repeats the secret.
 */
export async function pseudonymSecret(arn: string, field: string | undefined): Promise<Uint8Array> {
  const client = new SecretsManagerClient({})
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }))
  const value = field === undefined ? SecretString : member(SecretString, field)
  if (typeof value !== 'string' || value === '') {
    const where = field === undefined ? 'as text' : `under ${field}`
    throw new Error(`The pseudonym secret holds nothing ${where}`)
  }
  return Buffer.from(value)
}

function member(json: string | undefined, field: string): unknown {
  try {
    return (JSON.parse(json ?? '') as Record<string, unknown>)[field]
  } catch {
    throw new Error('The pseudonym secret is not JSON')
  }
}
