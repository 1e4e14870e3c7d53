import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { Environment } from '../../app/http/context.ts'
import {
  isSafeOrigin,
  type OriginSettings,
  ownOrigin,
  signedOrigin,
} from '../../app/http/own-origin.ts'

const seen = async (settings: Partial<OriginSettings>, headers: Record<string, string>) => {
  const app = new Hono<Environment>()
  const all = { publicUrl: undefined, trustedProxies: 0, ...settings }
  app.get('/', (c) => c.json(ownOrigin(c, all) ?? null))
  return (await app.request('/', { headers })).json()
}

describe('the own origin', () => {
  it('is plain HTTP on this machine alone', async () => {
    for (const host of ['localhost:8000', '127.0.0.1:8000', '[::1]:8000', 'localhost'])
      expect(await seen({}, { host }), host).toEqual({ origin: `http://${host}`, secure: false })
    for (const host of ['192.168.1.5:8000', 'dataspace.example.org', 'localhost.evil.test', ''])
      expect(await seen({}, { host }), host).toBeNull()
  })

  it('is what a trusted proxy says, and not what a client claims', async () => {
    const headers = { host: 'a.example.org', 'x-forwarded-proto': 'https' }
    expect(await seen({}, headers)).toBeNull()
    const secure = { origin: 'https://a.example.org', secure: true }
    expect(await seen({ trustedProxies: 1 }, headers)).toEqual(secure)
    const claimed = { ...headers, 'x-forwarded-proto': 'https, http' }
    expect(await seen({ trustedProxies: 1 }, claimed)).toBeNull()
    expect(await seen({ trustedProxies: 2 }, claimed)).toEqual(secure)
  })

  it('is PUBLIC_URL where that is set, whatever the request says', async () => {
    const publicUrl = 'https://data.example.org/'
    expect(await seen({ publicUrl }, { host: 'evil.test' })).toEqual({
      origin: 'https://data.example.org',
      secure: true,
    })
    expect(isSafeOrigin('http://data.example.org')).toBe(false)
    expect(isSafeOrigin('http://localhost:8000')).toBe(true)
  })
})

describe('the address that signed tokens must name', () => {
  const named = async (settings: Partial<OriginSettings>, headers: Record<string, string>) => {
    const app = new Hono<Environment>()
    const all = { publicUrl: undefined, trustedProxies: 0, ...settings }
    app.get('/', (c) => c.json(signedOrigin(c, all) ?? null))
    return (await app.request('/', { headers })).json()
  }

  it('is PUBLIC_URL, or this machine, and never what a Host header says', async () => {
    const forwarded = { host: 'evil.test', 'x-forwarded-proto': 'https' }
    expect(await named({ trustedProxies: 1 }, forwarded)).toBeNull()
    expect(await named({}, { host: 'evil.test' })).toBeNull()
    expect(await named({}, { host: 'localhost:8000' })).toBe('http://localhost:8000')
    const publicUrl = 'https://data.example.org/'
    expect(await named({ publicUrl, trustedProxies: 1 }, forwarded)).toBe(
      'https://data.example.org',
    )
  })
})
