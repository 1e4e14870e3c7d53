import { createHash } from 'node:crypto'
import type { Properties } from '../engine/wire.ts'
import { type SimulatedState, simulate } from '../simulation/simulate.ts'
import { blocksDeletion, deletionRefusal } from './deletion-rules.ts'
import { clusterOf, goesWithNamespace, refuseWithoutNamespace } from './kubernetes-rules.ts'
import { findReferences, type Reference } from './references.ts'

/** A resource that exists in the simulated cloud. */
export interface CloudObject {
  readonly urn: string
  readonly type: string
  readonly name: string
  readonly id: string
  readonly inputs: Properties
  readonly outputs: Properties
  /** 17 hexadecimal digits in its ids and ARNs. */
  readonly digest: string
  /** How many were made under this URN, this one included. */
  readonly generation: number
  /** Address of the Kubernetes API it lives behind; empty for what is no Kubernetes object. */
  readonly server: string
  /** How many of it there are: two while one without a name of its own is replaced. */
  readonly copies: number
}

/** What a provider is asked to make. */
export interface Creation {
  readonly urn: string
  readonly type: string
  readonly name: string
  readonly inputs: Properties
  readonly region: string
  readonly kubeconfig?: string
}

/** Inputs and outputs on the wire, with the markers of secrets and assets. */
export type Answer = Pick<CloudObject, 'inputs' | 'outputs'>

/** Where an object is looked for. */
type Address = Pick<Creation, 'type' | 'urn' | 'kubeconfig'>

/**
 * A cloud in memory. It answers as the real one does in shape and in order: what a creation refers
 * to must exist, names are taken once, and nothing goes while something else stands on it.
 */
export class SimulatedCloud {
  readonly #objects = new Map<string, CloudObject>()
  readonly #gone = new Map<string, string>()
  readonly #generations = new Map<string, number>()

  readonly #answers = new Map<string, Answer>()

  /** What exists now, by URN and age. */
  get objects(): readonly CloudObject[] {
    return [...this.#objects.values()]
  }

  /** @throws Error as the cloud would answer, if it would refuse. */
  create(creation: Creation): CloudObject {
    const { urn, type, name, inputs } = creation
    const server = this.#reach(creation)
    this.#checkReferences(inputs)
    refuseWithoutNamespace({ type, inputs, server }, this.objects)
    const generation = (this.#generations.get(urn) ?? 0) + 1
    const state = stateOf(creation, generation)
    const key = keyOf({ type, urn, id: state.id, server })
    const taken = this.#objects.get(key)
    if (taken && hasOwnName(type))
      throw new Error(
        `EntityAlreadyExists: ${type} "${state.id}" exists already (${taken.urn}). A resource of a ` +
          'fixed name cannot be replaced before the old one is deleted.',
      )
    this.#generations.set(urn, generation)
    const digest = digestOf(urn, generation)
    const copies = (taken?.copies ?? 0) + 1
    const object = { urn, type, name, inputs, ...state, digest, generation, server, copies }
    this.#objects.set(key, object)
    return object
  }

  /** What a creation would answer, without making anything. */
  foresee(creation: Creation): SimulatedState {
    return stateOf(creation, (this.#generations.get(creation.urn) ?? 0) + 1)
  }

  /** @throws Error if the object does not exist or the change refers to what does not. */
  update(id: string, creation: Creation): CloudObject {
    const server = this.#reach(creation)
    const key = keyOf({ ...creation, id, server })
    const object = this.#objects.get(key)
    if (!object) throw new Error(`NotFound: ${creation.type} "${id}" does not exist`)
    this.#checkReferences(creation.inputs)
    const { outputs } = stateOf(creation, object.generation)
    const changed = { ...object, inputs: creation.inputs, outputs: aged(object, outputs) }
    this.#objects.set(key, changed)
    return changed
  }

  /** The object, or nothing if there is none. */
  read(id: string, of: Address): CloudObject | undefined {
    const server = clusterOf(of.type, of.kubeconfig)
    return this.#objects.get(keyOf({ ...of, id, server }))
  }

  /** Keeps what a provider answered about an object, so that a reading tells the very same. */
  keepAnswer(object: CloudObject, answer: Answer): void {
    this.#answers.set(keyOf(object), answer)
  }

  /** What was last answered about an object. */
  answerOf(object: CloudObject): Answer {
    return this.#answers.get(keyOf(object)) ?? object
  }

  /** Deletes; what does not exist is deleted already. @throws Error if the cloud would refuse. */
  delete(id: string, of: Address): void {
    const server = this.#reach(of)
    const key = keyOf({ ...of, id, server })
    const object = this.#objects.get(key)
    if (!object) return
    if (object.copies > 1) {
      this.#objects.set(key, { ...object, copies: object.copies - 1 })
      return
    }
    const refusal = deletionRefusal(object.type, object.inputs)
    if (refusal !== undefined) throw new Error(`${refusal} (${object.type} "${id}")`)
    const user = this.objects.find(
      (other) =>
        other !== object &&
        blocksDeletion(object.type, other.type) &&
        findReferences(other.inputs).some((reference) => pointsAt(reference, object)),
    )
    if (user)
      throw new Error(
        `DependencyViolation: ${object.type} "${id}" is still used by ${user.type} "${user.id}" ` +
          `(${user.urn})`,
      )
    this.#objects.delete(key)
    this.#gone.set(key, object.digest)
    // What lives in a cluster or a namespace goes with it, whoever knows of it.
    for (const [inside, other] of this.#objects) {
      const inCluster = findReferences({ of: other.server }).some((reference) =>
        pointsAt(reference, object),
      )
      if (inCluster || goesWithNamespace(other, object)) this.#objects.delete(inside)
    }
  }

  #checkReferences(inputs: Properties): void {
    for (const reference of findReferences(inputs)) {
      if (this.objects.some((object) => pointsAt(reference, object))) continue
      const { path, value, digest, namesType } = reference
      const deleted =
        digest === undefined
          ? this.#gone.has(keyOf({ type: namesType ?? '', urn: '', id: value, server: '' }))
          : [...this.#gone.values()].some((old) => old.includes(digest))
      // A literal name that was never seen may belong to something outside of the program.
      if (digest === undefined && !deleted) continue
      const why = deleted ? 'was deleted' : 'does not exist'
      throw new Error(`NotFound: "${value}", given as ${path}, ${why}`)
    }
  }

  /** Address of the Kubernetes API, if the resource lives behind one. @throws Error if unreachable. */
  #reach({ type, kubeconfig }: Pick<Creation, 'type' | 'kubeconfig'>): string {
    const server = clusterOf(type, kubeconfig)
    const simulated = findReferences({ server }).find(({ digest }) => digest !== undefined)
    if (simulated && !this.objects.some((object) => pointsAt(simulated, object)))
      throw new Error(`configured Kubernetes cluster is unreachable: ${server} does not exist`)
    return server
  }
}

/** True for what lives in an account or cluster, where a name is taken once. */
export const hasOwnName = (type: string): boolean => /^(aws|kubernetes):/.test(type)

function keyOf(of: { type: string; urn: string; id: string; server: string }): string {
  const { type, urn, id, server } = of
  return [type, hasOwnName(type) ? server : urn, id].join('|')
}

function pointsAt({ digest, namesType, value }: Reference, object: CloudObject): boolean {
  if (digest !== undefined) return object.digest.includes(digest)
  return object.type === namesType && (object.id === value || object.outputs.arn === value)
}

/** The URN of a generation: the second of a URN is another thing than the first. */
const seedOf = (urn: string, generation: number): string =>
  generation === 1 ? urn : `${urn}#${generation}`

const digestOf = (urn: string, generation: number): string =>
  createHash('sha256').update(seedOf(urn, generation)).digest('hex').slice(0, 17)

function stateOf(creation: Creation, generation: number): SimulatedState {
  return simulate({ ...creation, urn: seedOf(creation.urn, generation) })
}

/** Outputs after a change: what counts changes counts on. */
function aged(before: CloudObject, outputs: Properties): Properties {
  const version = before.outputs.latestVersion
  return typeof version === 'number' ? { ...outputs, latestVersion: version + 1 } : outputs
}
