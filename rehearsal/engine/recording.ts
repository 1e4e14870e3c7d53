import type {
  ProgramLog,
  RecordedInvoke,
  RecordedProgram,
  RecordedResource,
} from './recorded-resource.ts'
import { Transforms } from './transforms.ts'
import type { Properties } from './wire.ts'

/** Type of the stack itself. */
export const STACK_TYPE = 'pulumi:pulumi:Stack'

/** How the engine behaves. */
export interface RecordingOptions {
  readonly project: string
  readonly stack: string
  /** Region of providers that name none. */
  readonly region: string
  /** Told of every registration, for progress. */
  readonly onResource?: (resource: RecordedResource) => void
}

/** What a program registered so far. */
export class Recording {
  readonly options: RecordingOptions
  readonly resources = new Map<string, RecordedResource>()
  readonly invokes: RecordedInvoke[] = []
  readonly logs: ProgramLog[] = []
  readonly transforms = new Transforms()
  root = ''
  stackOutputs: Properties = {}
  secretOutputs: readonly string[] = []

  constructor(options: RecordingOptions) {
    this.options = options
  }

  urn(type: string, name: string, parent: string): string {
    const { stack, project } = this.options
    const parentTypes = parent === '' ? '' : (parent.split('::')[2] ?? '')
    const chain = parentTypes === '' || parentTypes === STACK_TYPE ? type : `${parentTypes}$${type}`
    return `urn:pulumi:${stack}::${project}::${chain}::${name}`
  }

  add(resource: RecordedResource): void {
    if (this.resources.has(resource.urn))
      throw new Error(`Duplicate resource URN '${resource.urn}'; try giving it a unique name`)
    this.resources.set(resource.urn, resource)
    this.options.onResource?.(resource)
  }

  /** A resource by its URN, as the engine itself answers those that were handed over as inputs. */
  lookUp(urn: string): Properties {
    const found = this.resources.get(urn)
    if (!found) throw new Error(`unknown resource ${urn}`)
    return { urn, id: found.id, state: found.outputs }
  }

  /** A resource's ancestors by their URNs, nearest first. */
  lineage(parent: string): string[] {
    const above = this.resources.get(parent)?.parent ?? ''
    return parent === '' ? [] : [parent, ...this.lineage(above)]
  }

  regionOf(inputs: Properties, provider: string): string {
    const own = inputs.region
    if (typeof own === 'string') return own
    const urn = provider.slice(0, provider.lastIndexOf('::'))
    const given = this.resources.get(urn)?.inputs.region
    return typeof given === 'string' ? given : this.options.region
  }

  finish(): RecordedProgram {
    const resources = [...this.resources.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1))
    const { invokes, logs, stackOutputs, secretOutputs } = this
    return { resources, outputs: stackOutputs, secretOutputs, invokes, logs }
  }
}
