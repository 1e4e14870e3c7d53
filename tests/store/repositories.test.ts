import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  addKey,
  endKey,
  environmentKeys,
  findActiveKey,
  syncKeys,
} from '../../app/store/api-keys.ts'
import {
  countPatients,
  type IncomingResource,
  listForPatient,
  streamPatientRecords,
  upsertResources,
} from '../../app/store/fhir-resources.ts'
import {
  addModel,
  listModels,
  loadModel,
  promoteModel,
  pruneModels,
  servingModel,
} from '../../app/store/model-versions.ts'
import { agreeOnFact } from '../../app/store/service-facts.ts'
import type { Store } from '../../app/store/store.ts'
import {
  beat,
  finishRun,
  interruptDeadRuns,
  latestRun,
  startRun,
} from '../../app/store/training-runs.ts'
import {
  addClient,
  clientOfIssuer,
  revokeClient,
  useAssertion,
} from '../../app/store/trusted-clients.ts'
import * as users from '../../app/store/users.ts'
import { DATABASES, type TestDatabase } from './databases.ts'

describe.each(DATABASES)('On %s', (_name, create) => {
  let database: TestDatabase
  let store: Store

  beforeAll(async () => {
    database = await create()
    store = await database.open()
  })
  afterAll(async () => {
    await store.close()
    database.remove()
  })
  beforeEach(async () => {
    await store.pool.query(
      'truncate api_keys, sessions, users, fhir_resources, model_versions, training_runs, service_facts, trusted_clients, used_assertions restart identity',
    )
  })

  describe('Registered systems', () => {
    const client = (name: string, more: { issuer?: string; tenant?: string } = {}) => ({
      ...{ name, issuer: `https://${name}.test/`, tenant: null, jwksUrl: 'https://keys.test/' },
      ...{ jwks: null, algorithms: ['ES384'], institution: 'dkfz', uses: ['fhir'] },
      ...{ scopes: ['system/*.rs'], createdBy: 'user:1' },
      ...more,
    })

    it('are found by issuer and tenant until they are revoked', async () => {
      const { db } = store
      const issuer = 'https://vendor.test/'
      const added = []
      for (const tenant of [undefined, 'a', 'b'])
        added.push(
          await addClient(db, client(`v-${tenant}`, { issuer, ...(tenant && { tenant }) })),
        )
      const nameOf = async (tenant?: string) => (await clientOfIssuer(db, { issuer, tenant }))?.name
      expect([await nameOf(), await nameOf('a'), await nameOf('c')]).toEqual([
        'v-undefined',
        'v-a',
        'v-undefined',
      ])
      expect(await addClient(db, client('again', { issuer, tenant: 'a' }))).toBeUndefined()
      for (const one of added.slice(0, 2)) await revokeClient(db, one?.id ?? 0)
      expect([await nameOf(), await nameOf('a'), await nameOf('b')]).toEqual([
        undefined,
        undefined,
        'v-b',
      ])
      expect(await revokeClient(db, added[0]?.id ?? 0)).toBeUndefined()
    })

    it('use each token once, at whatever replica, and expired ones are let go', async () => {
      const { pool } = store
      const one = (await addClient(store.db, client('one')))?.id ?? 0
      const two = (await addClient(store.db, client('two')))?.id ?? 0
      const token = (id: number, byte: number, ms = 60_000) => ({
        client: id,
        jtiSha256: Buffer.alloc(32, byte),
        expiresAt: new Date(Date.now() + ms),
      })
      const many = await Promise.all(
        Array.from({ length: 8 }, () => useAssertion(pool, token(one, 1))),
      )
      expect(many.filter(Boolean)).toHaveLength(1)
      expect(await useAssertion(pool, token(two, 1))).toBe(true)
      expect(await useAssertion(pool, token(one, 2, -1000))).toBe(true)
      await useAssertion(pool, token(one, 3))
      const { rows } = await pool.query('select client from used_assertions')
      expect(rows).toHaveLength(3)
    })
  })

  describe('API keys', () => {
    const key = (institution: string, byte: number) => ({
      institution,
      keySha256: Buffer.alloc(32, byte),
    })

    it('follow the configuration: new ones are added, missing ones revoked, old ones return', async () => {
      await syncKeys(store.db, [key('dkfz', 1), key('ukhd', 2)])
      await syncKeys(store.db, [key('dkfz', 3)])
      expect(await environmentKeys(store.db)).toEqual([key('dkfz', 3)])
      await syncKeys(store.db, [key('dkfz', 1)])
      expect(await environmentKeys(store.db)).toEqual([key('dkfz', 1)])
      await syncKeys(store.db, [])
      expect(await environmentKeys(store.db)).toEqual([])
    })

    it('that administrators made outlive a change of the configuration, until they end', async () => {
      const made = { ...key('dkfz', 7), label: 'ward', createdBy: 'user:1', expiresAt: null }
      const { id } = await addKey(store.db, made)
      await syncKeys(store.db, [key('ukhd', 1)])
      await syncKeys(store.db, [])
      expect(await environmentKeys(store.db)).toEqual([])
      expect(await findActiveKey(store.pool, made.keySha256)).toEqual({ id, institution: 'dkfz' })
      expect(await findActiveKey(store.pool, key('ukhd', 1).keySha256)).toBeUndefined()
      await endKey(store.db, id, new Date(Date.now() + 60_000))
      expect(await findActiveKey(store.pool, made.keySha256)).toBeDefined()
      await endKey(store.db, id, new Date(Date.now() - 1))
      expect(await findActiveKey(store.pool, made.keySha256)).toBeUndefined()
      await endKey(store.db, id, new Date(Date.now() + 60_000))
      expect(await findActiveKey(store.pool, made.keySha256), 'an end is never put off').toBe(
        undefined,
      )
      expect(await endKey(store.db, id, 'now')).toMatchObject({ id })
      expect(await endKey(store.db, id, 'now')).toBeUndefined()
    })
  })

  describe('Users', () => {
    const anna = {
      username: 'Anna',
      passwordHash: 'hash',
      role: 'admin',
      institution: null,
    } as const

    it('are created once a name, found by exact name and deleted by id', async () => {
      const created = await users.createUser(store.db, anna)
      expect(created).toMatchObject({ ...anna, id: 1 })
      expect(await users.createUser(store.db, anna)).toBeUndefined()
      expect(await users.findUserByName(store.db, 'anna')).toBeUndefined()
      expect(await users.findUserByName(store.db, 'Anna ')).toBeUndefined()
      expect(await users.findUserByName(store.db, 'Anna')).toEqual(created)
      expect(await users.countUsers(store.db)).toBe(1)
      expect((await users.deleteUser(store.db, 1))?.username).toBe('Anna')
      expect(await users.deleteUser(store.db, 1)).toBeUndefined()
      expect(await users.findUser(store.db, 1)).toBeUndefined()
      expect(await users.listUsers(store.db)).toEqual([])
    })
  })

  describe('FHIR resources', () => {
    const stay = (patch: Partial<IncomingResource> = {}): IncomingResource => ({
      type: 'Encounter',
      id: 'e1',
      version: '1',
      lastUpdated: new Date('2026-01-02'),
      patient: 'p1',
      content: { status: 'finished' },
      ...patch,
    })

    it('are kept once a version, and a later version replaces an earlier one', async () => {
      expect(await upsertResources(store.db, 'dkfz', [stay()])).toEqual(['created'])
      expect(await upsertResources(store.db, 'dkfz', [stay({ content: {} })])).toEqual([
        'unchanged',
      ])
      const later = stay({ version: '2', content: { n: 2 } })
      expect(await upsertResources(store.db, 'dkfz', [later])).toEqual(['updated'])
      const stale = stay({ version: '0', lastUpdated: new Date('2026-01-01') })
      expect(await upsertResources(store.db, 'dkfz', [stale])).toEqual(['unchanged'])
      const [kept] = await listForPatient(store.db, 'dkfz', 'p1')
      expect(kept).toMatchObject({ version: '2', content: { n: 2 }, institution: 'dkfz' })
    })

    it('may occur twice in one batch: the last one counts', async () => {
      const batch = [stay(), stay({ id: 'e2' }), stay({ version: '2', content: { last: true } })]
      expect(await upsertResources(store.db, 'dkfz', batch)).toEqual([
        'unchanged',
        'created',
        'created',
      ])
      expect((await listForPatient(store.db, 'dkfz', 'p1'))[0]?.content).toEqual({ last: true })
    })

    it('take batches beyond the number of parameters of one statement', async () => {
      const batch = Array.from({ length: 12_000 }, (_, index) => stay({ id: `e${index}` }))
      const results = await upsertResources(store.db, 'dkfz', batch)
      expect(new Set(results)).toEqual(new Set(['created']))
      expect(results).toHaveLength(12_000)
    })

    it('of one institution are invisible to another, also with the same ids', async () => {
      await upsertResources(store.db, 'dkfz', [stay()])
      await upsertResources(store.db, 'ukhd', [
        stay({ content: { of: 'ukhd' } }),
        stay({ id: 'e2', patient: 'p2' }),
      ])
      expect(await listForPatient(store.db, 'dkfz', 'p2')).toEqual([])
      expect((await listForPatient(store.db, 'dkfz', 'p1'))[0]?.content).toEqual({
        status: 'finished',
      })
      expect(await countPatients(store.db, 'dkfz')).toBe(1)
      expect(await countPatients(store.db, 'ukhd')).toBe(2)
      expect(await countPatients(store.db, 'embl')).toBe(0)
    })

    it('are streamed patient by patient, whatever the page size', async () => {
      const batch = Array.from({ length: 25 }, (_, index) =>
        stay({ id: `e${index}`, patient: `p${Math.floor(index / 3)}` }),
      )
      await upsertResources(store.db, 'dkfz', batch)
      await upsertResources(store.db, 'ukhd', [stay()])
      for (const page of [1, 2, 100]) {
        const seen: string[] = []
        for await (const record of streamPatientRecords(store.db, ['dkfz', 'ukhd'], page)) {
          seen.push(`${record.institution} ${record.patient} ${record.resources.length}`)
        }
        expect(seen).toHaveLength(10)
        expect(new Set(seen).size).toBe(10)
        expect(seen.at(-1)).toBe('ukhd p1 1')
        expect(seen[8]).toBe('dkfz p8 1')
      }
    })
  })

  describe('Model versions', () => {
    const model = (name: string) => ({
      name: 'readmission',
      sha256: name,
      file: Buffer.from(`{"${name}":1}`),
      source: 'test',
      metrics: { auc: 0.6 },
    })

    it('serve one at a time, and a promotion of an earlier one rolls back', async () => {
      const first = await addModel(store.db, model('a'))
      const second = await addModel(store.db, model('b'))
      expect(await servingModel(store.db)).toBeUndefined()
      expect(await promoteModel(store.db, first.version)).toBe(true)
      expect(await promoteModel(store.db, second.version)).toBe(true)
      expect((await servingModel(store.db))?.sha256).toBe('b')
      expect(await promoteModel(store.db, first.version)).toBe(true)
      expect(await promoteModel(store.db, 99)).toBe(false)
      expect((await servingModel(store.db))?.sha256).toBe('a')
      expect((await loadModel(store.db, first.version))?.file).toEqual(model('a').file)
    })

    it('with the same content are the same version', async () => {
      const first = await addModel(store.db, model('a'))
      expect((await addModel(store.db, model('a'))).version).toBe(first.version)
    })

    it('can be promoted at once by several', async () => {
      const versions = await Promise.all(
        ['a', 'b', 'c'].map((name) => addModel(store.db, model(name))),
      )
      await Promise.all(versions.map(({ version }) => promoteModel(store.db, version)))
      expect(await servingModel(store.db)).toBeDefined()
    })

    it('beyond the last ones are pruned, never the serving one', async () => {
      const first = await addModel(store.db, model('first'))
      await promoteModel(store.db, first.version)
      for (const name of ['b', 'c', 'd', 'e']) await addModel(store.db, model(name))
      expect(await pruneModels(store.db, 2)).toBe(2)
      const left = (await listModels(store.db)).map(({ sha256 }) => sha256)
      expect(left).toEqual(['e', 'd', 'first'])
    })
  })

  describe('Training runs', () => {
    const owner = randomUUID()

    it('run one at a time and keep how they ended', async () => {
      const run = await startRun(store.db, { patients: 1000, owner })
      expect(await startRun(store.db, { patients: 1, owner })).toBeUndefined()
      expect(await beat(store.db, run!.id)).toBe(true)
      const outcome = {
        status: 'completed',
        samples: 10,
        rocAuc: 0.6512,
        currentRocAuc: 0.64,
      } as const
      expect(await finishRun(store.db, run!.id, outcome)).toBe(true)
      expect(await finishRun(store.db, run!.id, { status: 'failed' })).toBe(false)
      expect(await beat(store.db, run!.id)).toBe(false)
      expect(await latestRun(store.db)).toMatchObject({ ...outcome, patients: 1000 })
      expect(await startRun(store.db, { patients: 1, owner })).toBeDefined()
    })

    it('of a process that died are marked interrupted, those of the living are not', async () => {
      const dead = randomUUID()
      await startRun(store.db, { patients: 1, owner: dead })
      expect(await interruptDeadRuns(store.db, { owner: dead, alone: true })).toBe(0)
      expect(await interruptDeadRuns(store.db, { owner, alone: false })).toBe(0)
      await store.pool.query(`update training_runs set heartbeat_at = now() - interval '2 minutes'`)
      expect(await interruptDeadRuns(store.db, { owner, alone: false })).toBe(1)
      expect((await latestRun(store.db))?.status).toBe('interrupted')
      await startRun(store.db, { patients: 1, owner: dead })
      expect(await interruptDeadRuns(store.db, { owner, alone: true })).toBe(1)
    })
  })

  it('a fact that was stated first holds', async () => {
    expect(await agreeOnFact(store.db, 'key', 'a')).toBe('a')
    expect(await agreeOnFact(store.db, 'key', 'b')).toBe('a')
  })
})
