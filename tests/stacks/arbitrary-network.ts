import fc from 'fast-check'

const subnetIds = (tier: string, min: number) =>
  fc
    .integer({ min, max: 4 })
    .map((count) => Array.from({ length: count }, (_, index) => `subnet-0${tier}00000${index}`))

const existing = fc.record({
  existing: fc.record({
    vpcId: fc.constant('vpc-0123456789abcdef0'),
    cidrBlock: fc.constantFrom('10.8.0.0/16', '172.16.4.0/24'),
    publicSubnetIds: subnetIds('a', 0),
    routeTableIds: fc.constant(['rtb-0123456789abcdef0']),
    privateSubnetIds: subnetIds('b', 2),
    isolatedSubnetIds: subnetIds('c', 2),
  }),
})

const zones = (region: string) =>
  fc.oneof(
    fc.constant({}),
    fc.integer({ min: 2, max: 4 }).map((count) => ({ zones: count })),
    fc.constantFrom('2', '3').map((count) => ({ zones: count })),
    fc
      .subarray([...'abcd'], { minLength: 2 })
      .map((letters) => ({ availabilityZones: letters.map((letter) => `${region}${letter}`) })),
  )

/** With no NAT, the endpoints have to do. */
const waysOut = fc.oneof(
  fc.constant({}),
  fc.constant({ nat: 'none', endpoints: 'cluster' }),
  fc.record({
    nat: fc.constantFrom('single', 'per-zone', 'regional'),
    endpoints: fc.constantFrom('none', 'gateways', 'core', 'cluster'),
  }),
)

const made = (region: string) =>
  fc
    .tuple(
      zones(region),
      waysOut,
      fc.record(
        {
          cidr: fc.constantFrom('10.20.0.0/16', '172.20.16.0/20', '100.64.0.0/18', '10.0.4.0/22'),
          flowLogs: fc.constantFrom(true, false, 'true'),
          vpnAsn: fc.constantFrom(64512, 64600, '65050'),
        },
        { requiredKeys: [] },
      ),
    )
    .map((parts) => Object.assign({}, ...parts))

/** Random settings of the network in a region: made, or taken over. */
export const networkSection = (region: string): fc.Arbitrary<Record<string, unknown>> =>
  fc.oneof({ arbitrary: made(region), weight: 4 }, existing)
