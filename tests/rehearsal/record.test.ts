import * as aws from '@pulumi/aws'
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
