import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type {
  KaapanaInstance,
  KaapanaPlatformArgs,
} from '../../../../components/kaapana-platform/kaapana-platform-args.ts'
import {
  instanceProblems,
  planInstance,
  repositoriesArn,
} from '../../../../components/kaapana-platform/microk8s/instance-plan.ts'
import { ON_MICROK8S } from './arguments.ts'

const PLACE: KaapanaInstance = { availabilityZone: 'eu-central-1a', subnetId: 'subnet-a' }
const problemsOf = (instance: Partial<KaapanaInstance>, more: Partial<KaapanaPlatformArgs> = {}) =>
  instanceProblems({ ...ON_MICROK8S, ...more, instance: { ...PLACE, ...instance } }).map(
    ({ argument, allowed, fix }) => `${argument} must be ${allowed}; ${fix ?? ''}`,
  )

describe('the plan of an instance', () => {
  it("takes Kaapana's least, or what has a GPU when one is wanted", () => {
    expect(planInstance(PLACE, false)).toMatchObject({
      instanceType: 'r6i.2xlarge',
      memoryGib: 64,
      rootVolumeGib: 200,
    })
    expect(planInstance(PLACE, true)).toMatchObject({ instanceType: 'g5.4xlarge', memoryGib: 64 })
    expect(problemsOf({})).toEqual([])
    expect(problemsOf({}, { gpu: true })).toEqual([])
  })

  it.each([
    ['m7i.2xlarge', '8 vCPUs and 32 GiB'],
    ['r6i.xlarge', '4 vCPUs and 32 GiB'],
  ])('refuses %s, which is too small', (instanceType, has) => {
    expect(problemsOf({ instanceType })).toEqual([
      `instance.instanceType must be a type with 8 vCPUs and 64 GiB or more; it has ${has}, with which Kaapana does not come up`,
    ])
  })

  it('refuses types it does not know, and those without a GPU where one is wanted', () => {
    expect(problemsOf({ instanceType: 'm7g.8xlarge' })).toEqual([
      'instance.instanceType must be a type with x86_64 processors, of a family of c5, c5a, c6a, c6i, c7a, c7i, c7i-flex, m5, m5a, m6a, m6i, m7a, m7i, m7i-flex, r5, r5a, r6a, r6i, r7a, r7i; ',
    ])
    expect(problemsOf({ instanceType: 'r6i.4xlarge' }, { gpu: true })).toEqual([
      'instance.instanceType must be a type with a GPU of NVIDIA, of a family of g4dn, g5, g6; ',
    ])
  })

  it('refuses a zone of another region, a small disk and a foreign registry, all at once', () => {
    const release = { ...ON_MICROK8S.release, registry: 'registry.example/kaapana' }
    expect(problemsOf({ availabilityZone: 'eu-west-1a', rootVolumeGib: 100 }, { release })).toEqual(
      [
        'instance.availabilityZone must be a zone of eu-central-1 such as eu-central-1a; ',
        'instance.rootVolumeGib must be a whole number, 200–16384; images fill a smaller disk, and Kubernetes then evicts what it has started',
        'release.registry must be a registry of ECR with a prefix, <account>.dkr.ecr.<region>.amazonaws.com/<prefix>; the instance pulls with its own role, which other registries do not know',
      ],
    )
  })

  it('says nothing where there is no instance', () => {
    const { instance: _, ...args } = ON_MICROK8S
    expect(instanceProblems(args)).toEqual([])
  })

  it('accepts a type exactly when it has the least of both', () => {
    const sizes = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '16xlarge']
    fc.assert(
      fc.property(
        fc.constantFrom<[string, number]>(['c7i', 2], ['m6a', 4], ['r6i', 8]),
        fc.integer({ min: 0, max: 5 }),
        ([family, ratio], at) => {
          const vcpus = 2 ** (at + 1)
          const problems = problemsOf({ instanceType: `${family}.${sizes[at]}` })
          expect(problems.length === 0).toBe(vcpus >= 8 && vcpus * ratio >= 64)
        },
      ),
    )
  })
})

describe('the repositories of a release', () => {
  it('are those under its prefix, in the account and region of its registry', () => {
    expect(repositoriesArn('210987654321.dkr.ecr.us-east-1.amazonaws.com/imaging/kaapana')).toBe(
      'arn:aws:ecr:us-east-1:210987654321:repository/imaging/kaapana/*',
    )
    expect(() => repositoriesArn('registry.example/kaapana')).toThrow(
      'registry.example/kaapana is not a registry of ECR with a prefix',
    )
  })
})
