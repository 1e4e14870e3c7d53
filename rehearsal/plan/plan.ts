import { type CostEstimate, estimateCost } from '../cost/estimate.ts'
import type { RecordedResource } from '../engine/recorded-resource.ts'
import type { Properties } from '../engine/wire.ts'
import { portable } from './portable.ts'
import { Redaction, secretPathsOf } from './redact.ts'
import type { ProgramRun } from './run-program.ts'

/** A component or resource that a program makes, without secrets and without paths of a machine. */
export interface PlannedResource {
  readonly urn: string
  /** Type token, e.g. `aws:ec2/vpc:Vpc`. */
  readonly type: string
  /** Name given by the program. */
  readonly name: string
  /** Simulated id, unique and recognisable (`vpc-sim…`); empty for components. */
  readonly id: string
  /** URN of the component it belongs to; empty at the top. */
  readonly parent: string
  readonly inputs: Properties
  readonly outputs: Properties
  /** URNs it waits for. */
  readonly dependencies: readonly string[]
  /** URN and id of the explicit provider; empty for the default one. */
  readonly provider: string
  readonly protect: boolean
  /** Paths of the inputs that are secrets. */
  readonly secretInputs: readonly string[]
}

/** How much there is. */
export interface PlanCounts {
  readonly components: number
  readonly resources: number
  /** Components and resources by type token. */
  readonly types: Readonly<Record<string, number>>
}

/** What an environment is going to be. Two plans of the same settings are equal byte for byte. */
export interface Plan {
  /** Name of the project. */
  readonly project: string
  readonly environment: string
  /** Region of AWS resources that name none. */
  readonly region: string
  /** Sorted by URN. */
  readonly resources: readonly PlannedResource[]
  /** The program's outputs. */
  readonly outputs: Properties
  readonly counts: PlanCounts
  readonly cost: CostEstimate
}

const STACK_TYPE = 'pulumi:pulumi:Stack'

/** The plan of a program's run. */
export function makePlan(run: ProgramRun): Plan {
  const { recorded, project, region } = run
  const redaction = new Redaction(run.secrets)
  for (const resource of recorded.resources) redaction.learnFrom(resource)
  redaction.learnFromOutputs(recorded)
  const clean = (values: Properties, secretPaths: readonly string[]): Properties =>
    portable(redaction.hide(values, secretPaths), project.folder)
  const resources = recorded.resources
    .filter(({ type }) => type !== STACK_TYPE)
    .map((resource) => plannedResource(resource, clean))
  return {
    project: project.name,
    environment: run.environment,
    region,
    resources,
    outputs: clean(recorded.outputs, recorded.secretOutputs),
    counts: countsOf(resources),
    cost: estimateCost(resources, region),
  }
}

/** The plan as the text of a file: JSON, two spaces, a line break at the end. */
export const planJson = (plan: Plan): string => `${JSON.stringify(plan, null, 2)}\n`

/** What the service's console shows of a plan, as JSON: which environment, and what it costs. */
export function planSummary({ project, environment, region, counts, cost }: Plan): string {
  return `${JSON.stringify({ project, environment, region, counts, cost }, null, 2)}\n`
}

/** True for a resource of a provider, false for a component. */
export const isCustom = ({ id }: Pick<PlannedResource, 'id'>): boolean => id !== ''

function plannedResource(
  resource: RecordedResource,
  clean: (values: Properties, secretPaths: readonly string[]) => Properties,
): PlannedResource {
  const { urn, type, name, id, parent, dependencies, provider, protect } = resource
  const secretPaths = secretPathsOf(resource)
  return {
    urn,
    type,
    name,
    id,
    parent: parent.includes(`::${STACK_TYPE}::`) ? '' : parent,
    inputs: clean(resource.inputs, secretPaths),
    outputs: clean(resource.outputs, secretPaths),
    dependencies: [...dependencies].sort(),
    provider,
    protect,
    secretInputs: [...resource.secretInputs].sort(),
  }
}

function countsOf(resources: readonly PlannedResource[]): PlanCounts {
  const types = new Map<string, number>()
  for (const { type } of resources) types.set(type, (types.get(type) ?? 0) + 1)
  const custom = resources.filter(isCustom).length
  return {
    components: resources.length - custom,
    resources: custom,
    types: Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}
