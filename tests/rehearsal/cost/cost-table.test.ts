import { describe, expect, it } from 'vitest'
import { costTable } from '../../../rehearsal/cost/cost-table.ts'
import { estimateCost } from '../../../rehearsal/cost/estimate.ts'
import { costText } from '../../../rehearsal/plan/report-text.ts'
import { planned } from '../plan/planned.ts'

const endpoint = (service: string, zones: number) =>
  planned('aws:ec2/vpcEndpoint:VpcEndpoint', service, {
    inputs: {
      vpcEndpointType: 'Interface',
      serviceName: `com.amazonaws.eu-central-1.${service}`,
      subnetIds: ['a', 'b', 'c'].slice(0, zones),
    },
  })
const resources = [
  endpoint('sqs', 3),
  endpoint('kms', 3),
  planned('aws:ec2/natGateway:NatGateway', 'a'),
  planned('aws:ec2/natGateway:NatGateway', 'b'),
  planned('aws:kms/key:Key', 'lake'),
  planned('aws:ec2/instance:Instance', 'machine', { inputs: { instanceType: 't3.medium' } }),
  planned('aws:s3/bucket:Bucket', 'one'),
  planned('aws:s3/bucket:Bucket', 'two'),
]
const table = costTable(estimateCost(resources, 'eu-central-1'))

describe('the cost table', () => {
  it('puts like with like, dearest first, and sums by area', () => {
    expect(table.areas).toEqual([
      {
        area: 'network',
        usdPerMonth: 128.48,
        lines: [
          { what: 'NAT gateway', sum: '2 × 0.052 USD/hour', usdPerMonth: 75.92, source: 1 },
          {
            what: 'Interface endpoints, 2 in 3 zones',
            sum: '6 × 0.012 USD/hour',
            usdPerMonth: 52.56,
            source: 2,
          },
        ],
      },
      {
        area: 'compute',
        usdPerMonth: 35.04,
        lines: [
          { what: 'EC2 t3.medium', sum: '1 × 0.048 USD/hour', usdPerMonth: 35.04, source: 3 },
        ],
      },
      {
        area: 'security',
        usdPerMonth: 1,
        lines: [{ what: 'KMS key', sum: '1 × 1 USD/month', usdPerMonth: 1, source: 4 }],
      },
    ])
  })

  it('names a lone endpoint, and leaves out zones in which they differ', () => {
    const lines = (...some: ReturnType<typeof endpoint>[]) =>
      costTable(estimateCost(some, 'eu-central-1')).areas[0]?.lines.map(({ what }) => what)
    expect(lines(endpoint('sqs', 2))).toEqual(['Interface endpoint sqs, 2 zones'])
    expect(lines(endpoint('sqs', 2), endpoint('kms', 3))).toEqual(['Interface endpoints, 2'])
  })

  it('says of each source how its prices were established, and how much of the sum was read', () => {
    expect(table.sources[0]).toBe('https://aws.amazon.com/vpc/pricing/, list price, not re-read')
    expect(table.sources[2]).toMatch(/vms\.csv, read \d{4}-\d\d-\d\d$/)
    expect(table.atReadPrices).toBe(36.04)
  })

  it('counts what is charged by use', () => {
    expect(table.byUse).toContain('S3 bucket: stored size and requests (2)')
  })

  it('is shown as text with the columns of all areas in line', () => {
    const text = costText(estimateCost(resources, 'eu-central-1'))
    expect(text).toContain(`
  128.48         Network
          75.92  NAT gateway                        2 × 0.052 USD/hour  [1]
          52.56  Interface endpoints, 2 in 3 zones  6 × 0.012 USD/hour  [2]
   35.04         Compute`)
    expect(text).toContain('36.04 USD of it at prices read at their source, 128.48 USD at AWS list')
  })
})
