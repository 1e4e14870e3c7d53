import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenedClients, openTrustedClients } from '../../app/service/trusted-clients.ts'
import type { Store } from '../../app/store/store.ts'
import { createSigner, type Signer } from '../auth/signer.ts'
import { embeddedDatabase, type TestDatabase } from '../store/databases.ts'

const KEY = new Uint8Array(32).fill(1)
const scopes = ['system/RiskAssessment.rs']

describe('the systems of a service', () => {
  let database: TestDatabase
  let store: Store
  let ehr: Signer
  let opened: OpenedClients
  let id: number
  const open = (...ids: string[]) =>
    openTrustedClients({ store, institutions: ids.map((one) => ({ id: one })), tokenKey: KEY })
  beforeAll(async () => {
    database = embeddedDatabase()
    store = await database.open()
    ehr = await createSigner('https://ehr.test/')
    opened = open('dkfz')
    const added = await opened.clients.add({
      ...{ name: 'ehr', issuer: ehr.issuer, tenant: null, jwksUrl: null },
      ...{ jwks: ehr.jwks as { keys: Record<string, unknown>[] }, algorithms: ['ES384'] },
      ...{ institution: 'dkfz', uses: ['cds-hooks', 'fhir'], scopes, createdBy: 'user:1' },
    })
    id = added?.id ?? 0
  })
  afterAll(async () => {
    await store.close()
    database.remove()
  })

  const judge = async (by: OpenedClients, token: string): Promise<string> => {
    const audiences = ['https://dataspace.test/x']
    const rules = { use: 'cds-hooks', audiences, longestSeconds: 3600, requires: [] } as const
    const judged = await by.assertions.judge(token, { ...rules, requires: ['iat'] })
    return 'refused' in judged ? judged.refused : judged.client.name
  }
  const sign = () => ehr.sign('https://dataspace.test/x')

  it('come with a token of theirs once, whichever replica they come to', async () => {
    const token = await sign()
    const replicas = [opened, open('dkfz'), open('dkfz')]
    const answers = await Promise.all(replicas.map((one) => judge(one, token)))
    expect(answers.sort()).toEqual(['ehr', 'jti used before', 'jti used before'])
  })

  it('come with an access token, as actors of their institution with its scopes', async () => {
    const token = await opened.systemTokens.sign({ client: id, scopes })
    expect(await open('dkfz').system(token)).toEqual({
      ...{ id: 'client:ehr', role: 'institution', institution: 'dkfz', username: null },
      scopes,
    })
    expect(await opened.system('x')).toBeUndefined()
    const unknown = await opened.systemTokens.sign({ client: 4711, scopes })
    expect(await opened.system(unknown)).toBeUndefined()
  })

  it('count for nothing where their institution is no member', async () => {
    const others = open('ukhd')
    expect(await judge(others, await sign())).toBe('issuer not registered, or revoked')
    const token = await opened.systemTokens.sign({ client: id, scopes })
    expect(await others.system(token)).toBeUndefined()
  })

  it('end with their registration, and their access tokens with it', async () => {
    const token = await opened.systemTokens.sign({ client: id, scopes })
    await opened.clients.revoke(id)
    expect(await opened.system(token)).toBeUndefined()
    expect(await judge(opened, await sign())).toBe('issuer not registered, or revoked')
  })
})
