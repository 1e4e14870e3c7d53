import { type PlainValue, type Properties, UNKNOWN } from '../engine/wire.ts'

/** A component that a provider's own process constructs. */
export interface RemoteComponent {
  readonly type: string
  readonly name: string
  readonly urn: string
  /** Resources among them are given by URN. */
  readonly inputs: Properties
  readonly region: string
}

/** A child to register. What is undefined in its inputs is left out. */
export interface ChildRequest {
  readonly type: string
  readonly name: string
  readonly inputs: Readonly<Record<string, PlainValue | undefined>>
  /** URN. @default the component */
  readonly parent?: string
  /** False for a component inside of the component. @default true */
  readonly custom?: boolean
  /** Inputs of the component that its own inputs are made from. */
  readonly from?: readonly string[]
  /** Resources that its inputs are made from, or that it has to wait for. */
  readonly after?: readonly Pick<RegisteredChild, 'urn'>[]
  /** Provider instance that the component made itself. */
  readonly provider?: RegisteredChild
  readonly ignoreChanges?: readonly string[]
  readonly retainOnDelete?: boolean
}

/** A child that exists, or in a preview would. */
export interface RegisteredChild {
  readonly urn: string
  readonly type: string
  readonly id: string
  readonly outputs: Properties
}

/** Where a component is constructed: on the real engine, or on the recording one. */
export interface ConstructionSite {
  register(child: ChildRequest): Promise<RegisteredChild>
  /** Id and outputs of another resource, given by URN or by its outputs themselves. */
  lookUp(resource: PlainValue | undefined): Promise<Properties>
  /** The child as a value among the component's outputs. */
  reference(child: RegisteredChild | undefined): PlainValue
}

/** Constructs a component: registers its children and returns its outputs. */
export type Construct = (component: RemoteComponent, site: ConstructionSite) => Promise<Properties>

/** An output by its path (`vpcConfig.clusterSecurityGroupId`); unknown while it is only planned. */
export function outputOf({ outputs }: Pick<RegisteredChild, 'outputs'>, path: string): PlainValue {
  let value: PlainValue | undefined = outputs
  for (const key of path.split('.')) {
    if (value === UNKNOWN) return UNKNOWN
    value = (value as Properties | undefined)?.[key]
  }
  return value ?? UNKNOWN
}

/** The id; unknown while the child is only planned. */
export const idOf = ({ id }: RegisteredChild): string => (id === '' ? UNKNOWN : id)

/** A value made of others, which is unknown as long as one of them is. */
export function madeOf(parts: PlainValue[], make: () => PlainValue): PlainValue {
  return JSON.stringify(parts).includes(UNKNOWN) ? UNKNOWN : make()
}

/** Objects laid over each other, later ones winning; an unknown one makes the whole unknown. */
export function merged(...objects: (PlainValue | undefined)[]): PlainValue {
  if (objects.includes(UNKNOWN)) return UNKNOWN
  return Object.assign({}, ...objects) as Properties
}

/** What was looked up, as something to wait for. */
export const lookedUp = ({ urn }: Properties): Pick<RegisteredChild, 'urn'>[] =>
  typeof urn === 'string' && urn !== '' ? [{ urn }] : []
