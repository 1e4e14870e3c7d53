import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openSession, type SessionOptions } from '../../../kaapana/http/session.ts'
import { type KaapanaDouble, startDouble } from '../double/start-double.ts'

let double: KaapanaDouble
beforeAll(async () => {
  double = await startDouble()
})
afterAll(() => double.stop())
afterEach(() => double.faults.clear())

const options = (other: Partial<SessionOptions> = {}): SessionOptions => ({
  baseUrl: double.baseUrl,
  ...double.credentials,
  certificateAuthority: double.certificate.cert,
  ...other,
})

describe('openSession', () => {
  it('signs in, finds the project and asks with token and project', async () => {
    const session = await openSession(options())
    expect(session.project).toMatchObject({ id: double.state.project.id, name: 'admin' })
    const response = await session.fetch('/kaapana-backend/client/dags?only_dag_names=true')
    expect(response.status).toBe(200)
    expect(await response.json()).toContain('collect-metadata')
  })

  it('sends bodies, and gives statuses without a body', async () => {
    const session = await openSession(options())
    const body = JSON.stringify({ dag_id: 'a', workflow_name: 'b', conf_data: {} })
    const response = await session.fetch('/kaapana-backend/client/workflow', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect(await response.json()).toMatchObject({ workflow_name: expect.stringMatching(/^b-/) })
    const gone = await session.fetch('/kaapana-backend/client/dataset?name=x', { method: 'DELETE' })
    expect(gone.status).toBe(404)
  })

  it('renews a token before it ends', async () => {
    const short = await startDouble({ certificate: double.certificate, tokenSeconds: 20 })
    const session = await openSession({
      ...options(),
      ...short.credentials,
      baseUrl: short.baseUrl,
    })
    await session.fetch('/aii/projects/admin')
    const tokens = short.requests.filter((one) => one.endsWith('/token'))
    await short.stop()
    expect(tokens.length).toBeGreaterThan(1)
  })

  it('keeps one token as long as it lasts', async () => {
    const session = await openSession(options())
    double.requests.length = 0
    await session.fetch('/aii/projects/admin')
    expect(double.requests).toEqual(['GET /aii/projects/admin'])
  })

  it.each([
    [{ password: 'wrong' }, 'Invalid user credentials". User or password are wrong.'],
    [{ clientSecret: 'wrong' }, 'The client secret is wrong'],
    [{ project: 'other' }, 'There is no project "other".'],
  ])('refuses %j', async (wrong, message) => {
    await expect(openSession(options(wrong))).rejects.toThrow(message)
  })

  it('says that the first password must be changed', async () => {
    double.faults.add('keycloak.first-password')
    await expect(openSession(options())).rejects.toThrow('do it once in a browser')
  })

  it('trusts no other certificate, and says how it would', async () => {
    const { certificateAuthority: _, ...rest } = options()
    await expect(openSession(rest)).rejects.toThrow(/self-signed certificate.*--ca/)
    await expect(openSession({ ...rest, insecure: true })).resolves.toBeDefined()
  })

  it('sends the token to no other host', async () => {
    const session = await openSession(options())
    await expect(session.fetch('https://elsewhere.example/')).rejects.toThrow(
      'the token stays there',
    )
    await expect(session.fetch('//elsewhere.example/')).rejects.toThrow('the token stays there')
  })

  it('ends when its signal is given', async () => {
    double.faults.add('hang /auth/realms/kaapana/protocol/openid-connect/token')
    const controller = new AbortController()
    const opening = openSession(options({ signal: controller.signal }))
    controller.abort()
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' })
  })
})
