import { createHash } from 'node:crypto'
import type { Properties } from '../engine/wire.ts'
import { AWS_OUTPUTS } from './aws-outputs.ts'
import { kubernetesState } from './kubernetes-outputs.ts'
import { OTHER_OUTPUTS } from './other-outputs.ts'

/** Account of every simulated ARN: AWS's own example account. */
export const SIMULATED_ACCOUNT = '123456789012'

/** What is known of a resource when its creation is simulated. */
export interface SimulatedResource {
  readonly type: string
  readonly name: string
  readonly urn: string
  readonly inputs: Properties
  /** Region of the resource: its own `region` input, or the provider's. */
  readonly region: string
  /** 17 hexadecimal digits that only this URN has. */
  readonly digest: string
}

/** What the provider would answer to a creation. */
export interface SimulatedState {
  readonly id: string
  /** Outputs, the inputs included. */
  readonly outputs: Properties
}

/** Outputs of one resource type beyond its inputs; `id` replaces the default one. */
export type OutputRule = (resource: SimulatedResource) => Properties & { id?: string }

/**
 * Answers a creation as the cloud would in shape: an id and ARNs that are unique for the URN and can
 * be told from a literal (`sim` in the id, account 123456789012). The same resource always gets the
 * same answer. A type without a rule gets its inputs, an id and, for AWS, an ARN.
 */
export function simulate(resource: Omit<SimulatedResource, 'digest'>): SimulatedState {
  const digest = createHash('sha256').update(resource.urn).digest('hex').slice(0, 17)
  const known = { ...resource, digest }
  const kubernetes = resource.type.startsWith('kubernetes:') ? kubernetesState : undefined
  const rule = AWS_OUTPUTS[resource.type] ?? OTHER_OUTPUTS[resource.type] ?? kubernetes
  const defaults = resource.type.startsWith('aws:') ? awsDefaults(known) : {}
  const { id, ...more } = rule?.(known) ?? {}
  return {
    id: id ?? `${resource.name}-sim-${digest}`,
    outputs: { ...defaults, ...resource.inputs, ...more },
  }
}

function awsDefaults({ type, name, digest, region, inputs }: SimulatedResource): Properties {
  const [, module = ''] = type.split(':')
  const [service = '', kind = ''] = module.split('/')
  return {
    arn: `arn:aws:${service}:${region}:${SIMULATED_ACCOUNT}:${kind}/${name}-sim-${digest}`,
    ...(inputs.tags !== undefined && { tagsAll: inputs.tags }),
    region,
  }
}
