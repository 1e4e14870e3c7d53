import { afterEach, describe, expect, it } from 'vitest'
import {
  Empty,
  type Grpc,
  grpc,
  type ProviderMessages,
  providerMessages,
  statusMessages,
} from '../../../rehearsal/engine/rpc.ts'
import { asSecret, fromStruct, toStruct, UNKNOWN } from '../../../rehearsal/engine/wire.ts'
import { FaultKind } from '../../../rehearsal/providers/faults.ts'
import { type Connected, connect, type Wire } from './provider-client.ts'

const urnOf = (type: string, name: string): string => `urn:pulumi:dev::test::${type}::${name}`
const VPC = urnOf('aws:ec2/vpc:Vpc', 'main')
const DATABASE = urnOf('my:index:Component$aws:rds/instance:Instance', 'records')

let provider: Connected

afterEach(() => provider.close())

const diff = (urn: string, before: Wire, after: Wire, id = 'id') =>
  provider.call<ProviderMessages.DiffResponse>(
    'diff',
    new providerMessages.DiffRequest()
      .setUrn(urn)
      .setId(id)
      .setOldInputs(toStruct(before))
      .setNews(toStruct(after)),
  )

const read = (urn: string, id: string, inputs: Wire) =>
  provider.call<ProviderMessages.ReadResponse>(
    'read',
    new providerMessages.ReadRequest().setUrn(urn).setId(id).setInputs(toStruct(inputs)),
  )

const NAMESPACE = { kind: 'Namespace', metadata: { name: 'apps' } }

const { DIFF_NONE, DIFF_SOME } = providerMessages.DiffResponse.DiffChanges

describe('a simulated provider', () => {
  it('tells its version, and takes what it is configured with', async () => {
    provider = await connect('aws', { config: { region: 'eu-north-1' } })
    const info = await provider.call<{ getVersion(): string }>('getPluginInfo', new Empty())
    expect(info.getVersion()).toBe('1.2.3')
    const made = await provider.create(VPC, { cidrBlock: '10.0.0.0/16' })
    expect(fromStruct(made.getProperties()).values.arn).toMatch(/^arn:aws:ec2:eu-north-1:1234/)
  })

  it('passes inputs through the check as they are', async () => {
    provider = await connect('aws')
    const news = toStruct({ cidrBlock: UNKNOWN, tags: asSecret({ owner: 'x' }) })
    const checked = await provider.call<ProviderMessages.CheckResponse>(
      'check',
      new providerMessages.CheckRequest().setUrn(VPC).setNews(news),
    )
    expect(checked.getInputs()?.toJavaScript()).toEqual(news.toJavaScript())
    expect(checked.getFailuresList()).toEqual([])
  })

  it('makes nothing in a preview and leaves unknown what only the cloud can say', async () => {
    provider = await connect('aws')
    const planned = await provider.create(VPC, { cidrBlock: '10.0.0.0/16' }, true)
    const { values } = fromStruct(planned.getProperties())
    expect(planned.getId()).toBe('')
    expect(values).toMatchObject({ cidrBlock: '10.0.0.0/16', arn: UNKNOWN })
    expect(provider.cloud.objects).toEqual([])
  })

  it('keeps secrets secret in what it answers', async () => {
    provider = await connect('aws')
    const inputs = {
      password: asSecret('swordfish'),
      tags: { owner: asSecret('me-myself') },
      port: 5432,
    }
    const made = await provider.create(DATABASE, inputs)
    const { values, secretPaths } = fromStruct(made.getProperties())
    expect(values).toMatchObject({ password: 'swordfish', tagsAll: { owner: 'me-myself' } })
    expect([...secretPaths].sort()).toEqual(['password', 'tags.owner', 'tagsAll'])
  })

  it('tells an update from a replacement, property by property', async () => {
    provider = await connect('aws')
    const before = { instanceClass: 'db.t4g.micro', username: 'admin', tags: { owner: 'a' } }
    const same = await diff(DATABASE, before, { ...before })
    expect(same.getChanges()).toBe(DIFF_NONE)
    const larger = await diff(DATABASE, before, { ...before, instanceClass: 'db.m7g.large' })
    expect(larger.getChanges()).toBe(DIFF_SOME)
    expect([larger.getDiffsList(), larger.getReplacesList()]).toEqual([['instanceClass'], []])
    const renamed = await diff(DATABASE, before, { ...before, username: 'root', tags: {} })
    expect(renamed.getReplacesList()).toEqual(['username'])
    const { UPDATE_REPLACE, DELETE } = providerMessages.PropertyDiff.Kind
    expect(renamed.getDetaileddiffMap().get('username')?.getKind()).toBe(UPDATE_REPLACE)
    expect(renamed.getDetaileddiffMap().get('tags.owner')?.getKind()).toBe(DELETE)
  })

  it('deletes before it replaces where the name is fixed, and only there', async () => {
    provider = await connect('aws')
    const bucket = urnOf('aws:s3/bucket:Bucket', 'lake')
    const named = { bucket: 'lake', objectLockEnabled: false }
    const fixed = await diff(bucket, named, { ...named, objectLockEnabled: true }, 'lake')
    expect(fixed.getDeletebeforereplace()).toBe(true)
    const free = await diff(bucket, {}, { objectLockEnabled: true }, 'lake-sim0123456')
    expect(free.getDeletebeforereplace()).toBe(false)
  })

  it('reads back what was made, and nothing of what is gone', async () => {
    provider = await connect('aws')
    const inputs = { cidrBlock: '10.0.0.0/16' }
    const made = await provider.create(VPC, inputs)
    const found = await read(VPC, made.getId(), inputs)
    expect(found.getProperties()?.toJavaScript()).toEqual(made.getProperties()?.toJavaScript())
    const request = new providerMessages.DeleteRequest().setUrn(VPC).setId(made.getId())
    await provider.call('delete', request)
    expect((await read(VPC, made.getId(), inputs)).getId()).toBe('')
  })

  it('gives assets back as assets, in whatever order the engine sends them', async () => {
    provider = await connect('aws')
    const signature = '4dabf18193072939515e22adb298388d'
    const asset = { [signature]: 'c44067f5952c0a294b673a41bacd8c17', hash: 'abc', path: 'a.mjs' }
    const urn = urnOf('aws:s3/bucketObject:BucketObject', 'a')
    const made = await provider.create(urn, { source: asset })
    const { path, hash, ...marker } = asset
    const found = await read(urn, made.getId(), { source: { path, hash, ...marker } })
    expect(found.getInputs()?.toJavaScript()).toEqual({ source: asset })
    expect(found.getProperties()?.toJavaScript()).toMatchObject({ source: asset })
  })

  it('refuses what needs an account', async () => {
    provider = await connect('aws')
    const request = new providerMessages.InvokeRequest().setTok('aws:ec2/getVpc:getVpc')
    await expect(provider.call('invoke', request)).rejects.toThrow(/needs credentials/)
  })

  it('is another provider when it points at another cluster, and the same with other credentials', async () => {
    provider = await connect('kubernetes')
    const kubeconfig = (server: string, user: string): string =>
      JSON.stringify({ clusters: [{ cluster: { server } }], users: [{ name: user }] })
    const compare = async (before: string, after: string) =>
      provider.call<ProviderMessages.DiffResponse>(
        'diffConfig',
        new providerMessages.DiffRequest()
          .setOldInputs(toStruct({ kubeconfig: before }))
          .setNews(toStruct({ kubeconfig: after })),
      )
    const here = kubeconfig('https://a.example', 'me')
    const moved = await compare(here, kubeconfig('https://b.example', 'me'))
    expect(moved.getReplacesList()).toEqual(['kubeconfig'])
    const renewed = await compare(here, kubeconfig('https://a.example', 'you'))
    expect([renewed.getDiffsList(), renewed.getReplacesList()]).toEqual([['kubeconfig'], []])
  })

  it.each([
    { context: 'hospital' },
    { kubeconfig: '/home/me/.kube/config' },
    { kubeconfig: 'secret-0123456789abcdef' },
  ])('takes %j for the cluster that it names, and reads nobody’s files', async (config) => {
    provider = await connect('kubernetes', { config })
    const made = await provider.create(urnOf('kubernetes:core/v1:Namespace', 'apps'), NAMESPACE)
    expect(made.getId()).toBe('apps')
  })

  it('reaches no cluster that nothing names', async () => {
    provider = await connect('kubernetes')
    const making = provider.create(urnOf('kubernetes:core/v1:Namespace', 'apps'), NAMESPACE)
    await expect(making).rejects.toThrow(/cluster is unreachable/)
  })

  it('tells a preview that a Secret which is only read holds nothing, not that nobody knows', async () => {
    provider = await connect('kubernetes', { config: { context: 'hospital' } })
    const found = await read(urnOf('kubernetes:core/v1:Secret', 'key'), 'platform/key', {})
    expect(found.getId()).toBe('platform/key')
    expect(found.getProperties()?.toJavaScript()).toMatchObject({ data: null })
  })

  it('fails half-way when told to: the resource is there and the error carries it', async () => {
    provider = await connect('aws', { fault: { kind: FaultKind.Partial, type: 'rds/instance' } })
    await provider.create(VPC, {})
    const failing = provider.create(DATABASE, { engine: 'postgres' })
    const error = (await failing.catch((thrown: unknown) => thrown)) as Grpc.ServiceError
    const [packed] = error.metadata.get('grpc-status-details-bin')
    const [detail] = statusMessages.Status.deserializeBinary(packed as Buffer).getDetailsList()
    const failed = providerMessages.ErrorResourceInitFailed.deserializeBinary(
      detail?.getValue_asU8() ?? new Uint8Array(),
    )
    const [, database] = provider.cloud.objects
    expect(failed.getId()).toBe(database?.id)
    expect(await provider.create(urnOf('aws:rds/instance:Instance', 'b'), {})).toBeDefined()
  })

  it('is lost when told to, before the resource is made', async () => {
    provider = await connect('aws', { fault: { kind: FaultKind.Lost, at: 1 } })
    const failing = provider.create(VPC, {})
    const error = (await failing.catch((thrown: unknown) => thrown)) as Grpc.ServiceError
    expect([grpc.status.UNAVAILABLE, grpc.status.CANCELLED]).toContain(error.code)
    expect(provider.cloud.objects).toEqual([])
  })
})
