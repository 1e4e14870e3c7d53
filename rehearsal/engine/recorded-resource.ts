import type { Properties } from './wire.ts'

/** One resource as a program registered it, and as the simulated cloud answered. */
export interface RecordedResource {
  /** `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
  readonly urn: string
  /** Type token, e.g. `aws:ec2/vpc:Vpc`. */
  readonly type: string
  /** Name given by the program. */
  readonly name: string
  /** Simulated id; empty for components. */
  readonly id: string
  /** URN of the parent; empty for the stack. */
  readonly parent: string
  /** True for a resource of a provider, false for a component. */
  readonly custom: boolean
  /** True for a component that a provider's process constructs (`eks.Cluster`). */
  readonly remote: boolean
  /** True for a resource the program reads and does not manage. */
  readonly external: boolean
  readonly inputs: Properties
  readonly outputs: Properties
  /** URNs it waits for: from its inputs and from `dependsOn`. */
  readonly dependencies: readonly string[]
  /** URNs by the input they reach. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>
  /** `<urn>::<id>` of the explicit provider; empty for the default one. */
  readonly provider: string
  readonly protect: boolean
  readonly retainOnDelete: boolean
  readonly deletedWith: string
  readonly ignoreChanges: readonly string[]
  readonly aliases: readonly string[]
  /** Paths of the inputs that were handed over as secrets. */
  readonly secretInputs: readonly string[]
  /** Paths of the outputs that the resource's type, or its component, declares secret. */
  readonly secretOutputs: readonly string[]
}

/** A line the program logged. */
export interface ProgramLog {
  readonly severity: 'debug' | 'info' | 'warning' | 'error'
  readonly message: string
}

/** A call of a provider function (`aws.getRegion`) during the program. */
export interface RecordedInvoke {
  readonly token: string
  readonly args: Properties
}

/** All that a program did. */
export interface RecordedProgram {
  readonly resources: readonly RecordedResource[]
  /** The stack's outputs, secrets included. */
  readonly outputs: Properties
  /** Paths of the outputs that are secrets. */
  readonly secretOutputs: readonly string[]
  readonly invokes: readonly RecordedInvoke[]
  readonly logs: readonly ProgramLog[]
}
