import { describe, expect, it } from 'vitest'
import { gpuInstanceSize, instanceSize } from '../../components/instance-sizes.ts'

describe('the sizes of instances', () => {
  // https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
  it.each([
    ['m7i.large', 2, 8],
    ['m7i.xlarge', 4, 16],
    ['m7i.2xlarge', 8, 32],
    ['c5.9xlarge', 36, 72],
    ['c6i.32xlarge', 128, 256],
    ['m7i-flex.8xlarge', 32, 128],
    ['r6i.4xlarge', 16, 128],
  ])('gives %s %i vCPUs and %i GiB', (type, vcpus, memoryGib) => {
    expect(instanceSize(type)).toEqual({ vcpus, memoryGib })
  })

  it.each(['m7g.2xlarge', 't3.2xlarge', 'm7i.metal-24xl', 'm7i', 'm7i.medium', 'm7i.0xlarge', ''])(
    'does not know %j',
    (type) => {
      expect(instanceSize(type)).toBeUndefined()
    },
  )

  it.each([
    ['g4dn.4xlarge', 16, 64],
    ['g5.4xlarge', 16, 64],
    ['g6.48xlarge', 192, 768],
  ])('gives %s, which has a GPU, %i vCPUs and %i GiB, to who asks for GPUs', (type, vcpus, gib) => {
    expect(gpuInstanceSize(type)).toEqual({ vcpus, memoryGib: gib })
    expect(instanceSize(type)).toBeUndefined()
    expect(gpuInstanceSize('m7i.2xlarge')).toBeUndefined()
  })
})
