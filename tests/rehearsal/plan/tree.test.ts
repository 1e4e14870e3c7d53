import { describe, expect, it } from 'vitest'
import { planTree } from '../../../rehearsal/plan/tree.ts'
import { planned, planOf } from './planned.ts'

const network = planned('x:index:Network', 'net', { id: '' })
const inner = planned('x:index:Zone', 'a', { id: '', parent: network.urn })
const plan = {
  ...planOf([
    network,
    inner,
    planned('aws:ec2/vpc:Vpc', 'net', { parent: network.urn, protect: true }),
    planned('aws:ec2/subnet:Subnet', 'a', { parent: inner.urn }),
    planned('aws:sqs/queue:Queue', 'alone'),
  ]),
  counts: { components: 2, resources: 3, types: {} },
}

describe('the tree', () => {
  it('shows components first, with how much is in them, and what is protected', () => {
    expect(planTree(plan)).toBe(`test test: 3 resources in 2 components
├─ x:index:Network net (2, 1 protected)
│  ├─ x:index:Zone a (1)
│  │  └─ aws:ec2/subnet:Subnet a
│  └─ aws:ec2/vpc:Vpc net [protected]
└─ aws:sqs/queue:Queue alone`)
  })

  it('opens as many levels as asked for', () => {
    expect(planTree(plan, { depth: 0 })).toBe(`test test: 3 resources in 2 components
├─ x:index:Network net (2, 1 protected)
└─ aws:sqs/queue:Queue alone`)
  })
})
