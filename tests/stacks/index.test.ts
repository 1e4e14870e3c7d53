import * as pulumi from '@pulumi/pulumi'
import { describe, expect, it } from 'vitest'
import { record } from '../../rehearsal/engine/record.ts'
import program from '../../stacks/index.ts'
import { configOf, MINIMAL, merged } from './config-tree.ts'
import { inProgramFolder } from './recorded-environment.ts'

const recorded = (config: Record<string, string>) =>
  inProgramFolder(() => record(program, { stack: 'mine', config }))

describe('the program', () => {
  it('makes nothing of wrong settings but one message', async () => {
    const config = configOf(merged(MINIMAL, { owner: undefined, network: { zones: 9 } }))
    const recording = record(program, { stack: 'dev', config })
    await expect(recording).rejects.toThrow(
      `The settings of "dev" have 2 problems. Nothing was changed.

  owner must be 1–100 letters, digits, spaces and _ + = . : / @ -, as it becomes a tag, got nothing
    pulumi config set --stack dev owner imaging-platform
  network.zones must be a whole number from 2 to 4, got 9
    pulumi config set --stack dev --path network.zones 3

docs/settings.md lists all settings.`,
    )
    await expect(recording).rejects.toSatisfy((error) => pulumi.RunError.isInstance(error))
  })

  it('reads the settings of the stack it deploys', async () => {
    const { outputs } = await recorded(configOf(MINIMAL))
    expect(outputs).toMatchObject({ environment: 'mine', region: 'eu-central-1' })
  })

  it('asks the cloud nothing when the settings name the account', async () => {
    const config = configOf(merged(MINIMAL, { accountId: '123456789012' }))
    const { invokes } = await recorded(config)
    expect(invokes).toEqual([])
  })

  it('asks for the account alone when they do not', async () => {
    const { invokes } = await recorded(configOf(MINIMAL))
    expect(invokes.map(({ token }) => token)).toEqual([
      'aws:index/getCallerIdentity:getCallerIdentity',
    ])
  })

  it('does not show what Pulumi keeps encrypted', async () => {
    const config = configOf(merged(MINIMAL, { accountId: '4711' }))
    const recording = record(() => {
      pulumi.runtime.setAllConfig(config, ['dataspace:accountId'])
      return program()
    })
    await expect(recording).rejects.toThrow(
      /got a secret\n {4}pulumi config set --stack test --secret accountId 123456789012/,
    )
  })

  it('makes containers on this machine of kind local, and asks the cloud nothing', async () => {
    const { resources, invokes, outputs } = await recorded({ 'dataspace:kind': 'local' })
    expect(outputs).toMatchObject({ environment: 'mine' })
    expect(resources.filter(({ type }) => type.startsWith('aws:'))).toEqual([])
    expect(invokes).toEqual([])
  })
})
