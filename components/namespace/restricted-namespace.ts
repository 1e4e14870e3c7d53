import { createHash } from 'node:crypto'
import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import type { ArgumentProblem } from '../argument-error.ts'
import { type LabelDetails, labelsOf } from '../kubernetes-labels.ts'
import type { PolicySpec } from '../kubernetes-network.ts'
import type { Ownership } from '../ownership.ts'

/** A component's namespace and how objects are put into it. */
export interface Ground {
  /** Name of the component, with which every object's name begins. */
  readonly name: string
  readonly namespace: pulumi.Output<string>
  readonly parent: pulumi.Resource
  /** Name, labels and namespace of an object. */
  readonly metadata: (name: string) => k8s.types.input.meta.v1.ObjectMeta
  /** Options of an object in the namespace. */
  readonly inside: pulumi.CustomResourceOptions
}

/**
 * Makes a namespace that enforces the restricted pod security standard in the newest rules that the
 * cluster knows. What is put into it goes with it: a teardown has one deletion to wait for.
 */
export function makeNamespace(
  name: string,
  details: { namespace: string; ownership: Ownership; labels: LabelDetails; protect?: boolean },
  parent: pulumi.Resource,
): Ground {
  const labels = labelsOf(details.ownership, details.labels)
  const levels = ['enforce', 'warn', 'audit'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
  ])
  const security = Object.fromEntries(levels) as Record<string, string>
  const metadata = { name: details.namespace, labels: { ...labels, ...security } }
  const { protect = false } = details
  const made = new k8s.core.v1.Namespace(name, { metadata }, { parent, protect })
  return {
    name,
    parent,
    namespace: made.metadata.name,
    metadata: (object) => ({ name: object, namespace: made.metadata.name, labels }),
    inside: { parent, deletedWith: made },
  }
}

/** Makes network policies, named by the component and their role. */
export function makePolicies(
  { name, metadata, inside }: Ground,
  policies: Readonly<Record<string, PolicySpec>>,
): pulumi.Resource[] {
  return Object.entries(policies).map(
    ([role, spec]) =>
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${role}`,
        { metadata: metadata(`${name}-${role}`), spec },
        inside,
      ),
  )
}

/**
 * A ConfigMap named after its content: another content is another object, so pods of the last
 * release keep theirs, and a change rolls what names it.
 */
export function makeConfigMap(
  { name, metadata, inside }: Ground,
  role: string,
  data: Record<string, pulumi.Input<string>>,
): pulumi.Output<string> {
  const full = pulumi.interpolate`${name}-${role}-${fingerprint(data)}`
  return new k8s.core.v1.ConfigMap(
    `${name}-${role}`,
    { metadata: { ...metadata(name), name: full }, data, immutable: true },
    inside,
  ).metadata.name
}

/** Texts to keep in a Secret. */
export interface SecretParts {
  readonly role: string
  readonly data: Record<string, pulumi.Input<string>>
  /** @default "Opaque" */
  readonly type?: string
  readonly labels?: Record<string, string>
}

/** A Secret and a fingerprint that tells whether its content changed. */
export interface KeptSecret {
  readonly name: pulumi.Output<string>
  /** Ten hexadecimal digits of SHA-256; pods that carry it as annotation roll with the content. */
  readonly fingerprint: pulumi.Output<string>
}

/** Makes a Secret, named by the component and its role. */
export function makeSecret(ground: Ground, parts: SecretParts): KeptSecret {
  const { name, metadata, inside } = ground
  const { role, data, type = 'Opaque', labels } = parts
  const own = metadata(`${name}-${role}`)
  const made = new k8s.core.v1.Secret(
    `${name}-${role}`,
    {
      metadata: { ...own, labels: { ...own.labels, ...labels } },
      type,
      stringData: pulumi.secret(data),
    },
    inside,
  )
  return {
    // The name of a Secret is none, though it comes out of a resource with secret inputs.
    name: pulumi.unsecret(made.metadata.name),
    fingerprint: pulumi.unsecret(fingerprint(data)),
  }
}

/** Ten hexadecimal digits that stand for a value. */
export const fingerprint = (value: unknown): pulumi.Output<string> =>
  pulumi
    .jsonStringify(value)
    .apply((text) => createHash('sha256').update(text).digest('hex').slice(0, 10))

const LABEL = /^[a-z]([a-z0-9-]*[a-z0-9])?$/

/** Problems of a component's name, which begins its objects' names, and of its namespace. */
export function nameProblems(name: string, namespace: string): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  // The longest object is `<name>-<role>-<10 digits>`; a Job's name is a label of its pods.
  if (!LABEL.test(name) || name.length > 40)
    problems.push({
      argument: 'name',
      got: name,
      allowed: 'at most 40 of a–z, 0–9 and hyphen, starting with a letter',
    })
  const reserved = namespace === 'default' || namespace.startsWith('kube-')
  if (!LABEL.test(namespace) || namespace.length > 63 || reserved)
    problems.push({
      argument: 'namespace',
      got: namespace,
      allowed: 'at most 63 of a–z, 0–9 and hyphen, and neither "default" nor "kube-…"',
    })
  return problems
}

/** Problems of an image's reference that is known already: it has to name a digest. */
export function imageProblems(
  argument: string,
  reference: pulumi.Input<string>,
): ArgumentProblem[] {
  if (typeof reference !== 'string' || /^[^@\s]+@sha256:[0-9a-f]{64}$/.test(reference)) return []
  return [{ argument, got: reference, allowed: '<repository>@sha256:<64 hexadecimal digits>' }]
}
