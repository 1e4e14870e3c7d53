/** Kinds of trouble that can be rehearsed. */
export const FaultKind = {
  /** A creation gets an error after the resource came to be, half-finished. */
  Partial: 'partial',
  /** The provider's process is lost in the middle of `up`. */
  Lost: 'lost',
} as const
export type FaultKind = (typeof FaultKind)[keyof typeof FaultKind]

/** A trouble to happen once. */
export interface Fault {
  readonly kind: FaultKind
  /** Only creations of a type that contains this text count. @default every type */
  readonly type?: string
  /** The creation it happens at, counted from 1. @default 1 with a type, else 5 */
  readonly at?: number
}

/** Counts creations and tells when the trouble is due; it comes once. */
export class FaultPlan {
  readonly #fault: Fault | undefined
  #count = 0
  #happened: string | undefined

  constructor(fault?: Fault) {
    this.#fault = fault
  }

  /** URN of the creation that it struck. */
  get happenedAt(): string | undefined {
    return this.#happened
  }

  /** The trouble of this creation, if it is due. */
  strike(creation: { type: string; urn: string }): FaultKind | undefined {
    const fault = this.#fault
    if (!fault || this.#happened !== undefined) return undefined
    if (!creation.type.includes(fault.type ?? '')) return undefined
    this.#count += 1
    if (this.#count !== (fault.at ?? (fault.type === undefined ? 5 : 1))) return undefined
    this.#happened = creation.urn
    return fault.kind
  }
}
