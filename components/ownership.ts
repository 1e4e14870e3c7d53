/** What data a resource may hold; decides who may see it and how long it is kept. */
export const DataClass = {
  /** Nothing that would hurt anyone if published. */
  Public: 'public',
  /** The platform's own workings: configuration, images, metrics. */
  Internal: 'internal',
  /** Personal data of staff, secrets, audit trails. */
  Confidential: 'confidential',
  /** Health data of patients, pseudonymised or not. */
  Phi: 'phi',
} as const
export type DataClass = (typeof DataClass)[keyof typeof DataClass]

/** Who answers for a component's resources and what they hold; every taggable resource carries it. */
export interface Ownership {
  /** Team or person who answers for the resources, e.g. `imaging-platform`. */
  owner: string
  /** Environment the resources belong to, e.g. `prod`. */
  environment: string
  /**
   * Institution whose data the resources hold.
   * @default "shared": of the whole network
   */
  institution?: string
  /**
   * Most sensitive data the resources may hold.
   * @default DataClass.Internal
   */
  dataClass?: DataClass
  /** Further tags, e.g. a cost centre. They cannot replace those above. */
  tags?: Record<string, string>
}

/** What a resource's tags add to, or change of, its component's ownership. */
export interface TagDetails {
  /** The resource's `Name` tag, as consoles show it. */
  name?: string
  institution?: string
  dataClass?: DataClass
}

/** Tags of one resource: `owner`, `environment`, `institution`, `data-class`, and `Name` if given. */
export function tagsOf(ownership: Ownership, details: TagDetails = {}): Record<string, string> {
  return {
    ...ownership.tags,
    ...(details.name !== undefined && { Name: details.name }),
    owner: ownership.owner,
    environment: ownership.environment,
    institution: details.institution ?? ownership.institution ?? 'shared',
    'data-class': details.dataClass ?? ownership.dataClass ?? DataClass.Internal,
  }
}
