import type { Plan, PlannedResource } from '../../../rehearsal/plan/plan.ts'

/** A resource of a plan, of which a test says only what matters to it. */
export function planned(
  type: string,
  name: string,
  more: Partial<PlannedResource> = {},
): PlannedResource {
  return {
    urn: `urn:pulumi:test::test::${type}::${name}`,
    type,
    name,
    id: `${name}-sim`,
    parent: '',
    inputs: {},
    outputs: {},
    dependencies: [],
    provider: '',
    protect: false,
    secretInputs: [],
    ...more,
  }
}

/** A plan of some resources. */
export function planOf(resources: readonly PlannedResource[]): Plan {
  return {
    project: 'test',
    environment: 'test',
    region: 'eu-central-1',
    resources,
    outputs: {},
    counts: { components: 0, resources: resources.length, types: {} },
    cost: {
      currency: 'USD',
      region: 'eu-central-1',
      atLeast: 0,
      items: [],
      unknown: [],
      byUse: [],
    },
  }
}
