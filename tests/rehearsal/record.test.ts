import * as aws from '@pulumi/aws'
import * as eks from '@pulumi/eks'
import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { describe, expect, it } from 'vitest'
import { record } from '../../rehearsal/engine/record.ts'

class Pair extends pulumi.ComponentResource {
  constructor(name: string) {
    super('dataspace:index:Pair', name)
    const vpc = new aws.ec2.Vpc(name, { cidrBlock: '10.0.0.0/16' }, { parent: this })
    const subnet = { vpcId: vpc.id, cidrBlock: '10.0.0.0/24' }
    new aws.ec2.Subnet(`${name}-a`, subnet, { parent: this, protect: true })
    this.registerOutputs({ vpcId: vpc.id })
  }
}

describe('recording a program', () => {
  it('keeps parents, dependencies by input, protection and simulated ids', async () => {
    const { resources } = await record(() => void new Pair('net'))
    const vpc = resources.find(({ name, custom }) => name === 'net' && custom)
    const subnet = resources.find(({ name }) => name === 'net-a')
    expect(vpc?.id).toMatch(/^vpc-sim/)
    expect(subnet?.inputs.vpcId).toBe(vpc?.id)
    expect(subnet?.propertyDependencies).toEqual({ vpcId: [vpc?.urn] })
    expect(subnet?.protect).toBe(true)
    expect(subnet?.parent).toContain('dataspace:index:Pair::net')
  })

  it('answers the same program the same way twice', async () => {
    const first = await record(() => void new Pair('net'))
    expect(await record(() => void new Pair('net'))).toEqual(first)
  })

  it('reports which outputs and inputs are secrets', async () => {
    const recorded = await record(() => {
      const password = new random.RandomPassword('admin', { length: 20 })
      new aws.ssm.Parameter('kept', { type: 'SecureString', value: password.result })
      return { password: password.result }
    })
    expect(recorded.secretOutputs).toEqual(['password'])
    const parameter = recorded.resources.find(({ name }) => name === 'kept')
    expect(parameter?.secretInputs).toEqual(['value'])
  })

  it('throws what the program throws, and can record again afterwards', async () => {
    const failing = record(() => {
      throw new Error('no such tier')
    })
    await expect(failing).rejects.toThrow('no such tier')
    expect((await record(() => void new Pair('net'))).resources).toHaveLength(4)
  })

  it('refuses a look-up that only an account can answer, and says what to do', async () => {
    const looking = record(() => aws.ec2.getVpc({ default: true }))
    await expect(looking).rejects.toThrow(/aws:ec2\/getVpc:getVpc, which needs credentials/)
  })
})

describe('transforms of a program', () => {
  const inUse: pulumi.ResourceTransform = ({ type, props, opts }) =>
    type === 'aws:ec2/subnet:Subnet'
      ? { props: { ...props, mapPublicIpOnLaunch: false }, opts }
      : undefined

  it('change the inputs of what is registered below, and nothing else', async () => {
    class Transformed extends pulumi.ComponentResource {
      constructor() {
        super('dataspace:index:Transformed', 'outer', {}, { transforms: [inUse] })
        const inner = new aws.ec2.Vpc('net', { cidrBlock: '10.0.0.0/16' }, { parent: this })
        const subnet = { vpcId: inner.id, cidrBlock: '10.0.0.0/24' }
        new aws.ec2.Subnet('net-a', subnet, { parent: this, protect: true })
        this.registerOutputs({})
      }
    }
    const { resources } = await record(() => void new Transformed())
    const subnet = resources.find(({ name }) => name === 'net-a')
    const vpc = resources.find(({ name }) => name === 'net')
    expect(subnet?.inputs).toEqual({
      vpcId: vpc?.id,
      cidrBlock: '10.0.0.0/24',
      mapPublicIpOnLaunch: false,
    })
    expect(subnet?.protect).toBe(true)
    expect(subnet?.dependencies).toEqual([vpc?.urn])
    expect(vpc?.inputs).toEqual({ cidrBlock: '10.0.0.0/16' })
  })

  it('reach the children that a provider makes of a remote component', async () => {
    const { resources } = await record(() => {
      const adminless: pulumi.ResourceTransform = ({ type, props, opts }) =>
        type === 'aws:eks/cluster:Cluster'
          ? { props: { ...props, accessConfig: { authenticationMode: 'API' } }, opts }
          : undefined
      new eks.Cluster('main', { skipDefaultNodeGroup: true }, { transforms: [adminless] })
    })
    const cluster = resources.find(({ type }) => type === 'aws:eks/cluster:Cluster')
    expect(cluster?.inputs.accessConfig).toEqual({ authenticationMode: 'API' })
  })
})
