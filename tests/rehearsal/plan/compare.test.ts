import { describe, expect, it } from 'vitest'
import { comparePlans } from '../../../rehearsal/plan/compare.ts'
import { comparisonText } from '../../../rehearsal/plan/comparison-text.ts'
import type { PlannedResource } from '../../../rehearsal/plan/plan.ts'
import { planned } from './planned.ts'

const subnet = (cidrBlock: string, more: Partial<PlannedResource> = {}) =>
  planned('aws:ec2/subnet:Subnet', 'private-a', {
    inputs: { cidrBlock, tags: { owner: 'imaging' } },
    ...more,
  })
const compare = (before: PlannedResource[], after: PlannedResource[]) =>
  comparePlans({ resources: before }, { resources: after })

describe('comparing plans', () => {
  it('finds nothing between equal plans, whatever the outputs', () => {
    const before = subnet('10.0.0.0/24', { outputs: { arn: 'a' } })
    const after = subnet('10.0.0.0/24', { outputs: { arn: 'b' } })
    expect(compare([before], [after])).toEqual({
      added: [],
      removed: [],
      changed: [],
      unchanged: 1,
    })
  })

  it('lists what is added and removed', () => {
    const [old, fresh] = [
      planned('aws:sqs/queue:Queue', 'old'),
      planned('aws:sqs/queue:Queue', 'new'),
    ]
    const { added, removed } = compare([old], [fresh])
    expect([added, removed]).toEqual([[fresh], [old]])
  })

  it('gives the paths of what changed, and says what forces a replacement', () => {
    const after = subnet('10.0.9.0/24', {
      inputs: { cidrBlock: '10.0.9.0/24', tags: { owner: 'platform', extra: 'x' } },
      protect: true,
    })
    const { changed } = compare([subnet('10.0.0.0/24')], [after])
    expect(changed).toMatchObject([{ name: 'private-a', replaced: true }])
    expect(changed[0]?.changes).toEqual([
      { path: 'inputs.cidrBlock', before: '10.0.0.0/24', after: '10.0.9.0/24', replaces: true },
      { path: 'inputs.tags.owner', before: 'imaging', after: 'platform', replaces: false },
      { path: 'inputs.tags.extra', before: undefined, after: 'x', replaces: false },
      { path: 'protect', before: false, after: true, replaces: false },
    ])
  })

  it('looks into lists by position', () => {
    const group = (...types: string[]) =>
      planned('aws:eks/nodeGroup:NodeGroup', 'general', { inputs: { instanceTypes: types } })
    const { changed } = compare([group('m7i.large')], [group('m7i.large', 'm6i.large')])
    expect(changed[0]?.changes).toMatchObject([{ path: 'inputs.instanceTypes[1]', replaces: true }])
  })

  it.each([
    ['kubernetes:apps/v1:Deployment', { spec: { replicas: 1 } }, { spec: { replicas: 2 } }, false],
    [
      'kubernetes:apps/v1:StatefulSet',
      { spec: { serviceName: 'a' } },
      { spec: { serviceName: 'b' } },
      true,
    ],
    ['aws:rds/instance:Instance', { username: 'a' }, { username: 'b' }, true],
    ['aws:rds/instance:Instance', { usernameHint: 'a' }, { usernameHint: 'b' }, false],
  ])('knows whether %s is replaced', (type, before, after, replaced) => {
    const { changed } = compare(
      [planned(type, 'it', { inputs: before })],
      [planned(type, 'it', { inputs: after })],
    )
    expect(changed[0]?.replaced).toBe(replaced)
  })

  it('reads as text', () => {
    const comparison = compare(
      [subnet('10.0.0.0/24'), planned('aws:sqs/queue:Queue', 'old', { protect: true })],
      [subnet('10.0.9.0/24')],
    )
    expect(comparisonText(comparison)).toBe(
      [
        '0 added, 1 removed, 1 changed (1 replaced), 0 unchanged',
        '- aws:sqs/queue:Queue old [was protected]',
        '± aws:ec2/subnet:Subnet private-a [replaced: 1 input]',
        '    inputs.cidrBlock: "10.0.0.0/24" → "10.0.9.0/24" (forces replacement)',
      ].join('\n'),
    )
  })
})
