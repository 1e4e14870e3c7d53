import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import type { KubernetesGround } from './ground.ts'

/** Values of a Secret that somebody made, by key. */
export type ExistingSecret = (key: string) => pulumi.Output<string>

/**
 * Reads a Secret of the cluster, `<namespace>/<name>`, at every `pulumi up`: what is changed there is
 * taken over. Its values are secrets in the state, and so is its metadata, since what `kubectl apply`
 * writes into it is the whole object.
 *
 * @throws RunError in the run, when it lacks a key.
 */
export function existingSecret(
  { provider }: KubernetesGround,
  name: string,
  id: string,
): ExistingSecret {
  const secret = k8s.core.v1.Secret.get(name, id, {
    provider,
    additionalSecretOutputs: ['metadata'],
  })
  return (key) => pulumi.secret(secret.data.apply((data) => valueIn(data, key, id)))
}

/**
 * A value by its key.
 *
 * @throws RunError with the keys there are.
 */
export function valueIn(
  data: Readonly<Record<string, string>> | null | undefined,
  key: string,
  id: string,
): string {
  // Only in a rehearsal, where nobody made the Secret.
  if (data === null) return ''
  const { [key]: value, ...others } = data ?? {}
  if (value !== undefined) return Buffer.from(value, 'base64').toString()
  const known = Object.keys(others).sort().join(', ') || 'none'
  throw new pulumi.RunError(`The Secret ${id} has no key ${key}. Its keys: ${known}.`)
}
