import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptedEncodings } from '../../app/console-files/encodings.ts'
import { startTestService, type TestService } from './start-service.ts'

const PAGE =
  '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__">' +
  '<script type="module" src="/console/assets/index-DiwrgTda.js"></script>'

/** A request as it is on the wire: nothing is decompressed, and the path is sent as it is. */
const raw = (url: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(url)
      get({ hostname, port, path, headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks),
          }),
        )
      }).on('error', reject)
    },
  )

describe('the console', () => {
  const root = mkdtempSync(join(tmpdir(), 'dataspace-console-'))
  const folder = join(root, 'dist')
  let service: TestService
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true })
    writeFileSync(join(root, 'secret.txt'), 'outside of the folder')
    writeFileSync(join(folder, 'index.html'), PAGE)
    writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
    writeFileSync(join(folder, '.hidden.json'), '{}')
    writeFileSync(join(folder, 'assets/index-DiwrgTda.js'), 'console.log(1)')
    writeFileSync(join(folder, 'assets/index-DiwrgTda.js.gz'), gzipSync('console.log(1)'))
    writeFileSync(join(folder, 'assets/index-DiwrgTda.js.br'), 'as if by brotli')
    service = await startTestService({
      CONSOLE_PATH: folder,
      OIDC_ISSUER: 'https://login.example.org/realms/one',
      OIDC_AUDIENCE: 'x',
    })
  })
  afterAll(async () => {
    await service.close()
    rmSync(root, { recursive: true })
  })

  it('is a page whose policy lets nothing in but its own files and one styled element', async () => {
    const answer = await raw(service.url, '/console/')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    const policy = String(answer.headers['content-security-policy'])
    const [, nonce] = /'nonce-([\w+/=]{24})'/.exec(policy) ?? []
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "connect-src 'self'",
      "font-src 'self'",
      "frame-src 'self'",
      "manifest-src 'self'",
      "form-action 'self' https://login.example.org",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
    expect(answer.body.toString()).toContain(`nonce="${nonce}"`)
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    })
    const again = await raw(service.url, '/console/')
    expect(again.body.toString(), 'a nonce is used once').not.toContain(nonce)
  })

  it('answers every address of its pages with the page, and missing files as missing', async () => {
    for (const path of ['/console/patients', '/console/model/versions/3', '/console/index.html'])
      expect((await raw(service.url, path)).body.toString(), path).toContain('<!doctype html>')
    expect((await raw(service.url, '/console')).headers.location).toBe('/console/')
    const patient = `/console/patients/0123abcd.${'aB_9'.repeat(10)}xyz`
    expect((await raw(service.url, patient)).headers['content-type']).toContain('text/html')
    const missing = await raw(service.url, '/console/assets/index-00000000.js')
    expect(missing.status).toBe(404)
    expect(missing.headers['content-type']).toContain('problem+json')
  })

  it('takes the address of a patient for a page, though there is a point in it', async () => {
    const { status, body } = await raw(
      service.url,
      `/console/patients/0a1b2c3d.${'x1'.repeat(21)}y`,
    )
    expect(status).toBe(200)
    expect(body.toString()).toContain('<!doctype html>')
  })

  it('keeps hashed files in caches for ever, in the smallest form the browser takes', async () => {
    const path = '/console/assets/index-DiwrgTda.js'
    const plain = await raw(service.url, path)
    expect(plain.body.toString()).toBe('console.log(1)')
    expect(plain.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    })
    expect(plain.headers['content-encoding']).toBeUndefined()
    const zipped = await raw(service.url, path, { 'accept-encoding': 'gzip, br;q=0' })
    expect(gunzipSync(zipped.body).toString()).toBe('console.log(1)')
    const small = await raw(service.url, path, { 'accept-encoding': 'gzip, deflate, br' })
    expect(small.headers['content-encoding']).toBe('br')
    const icon = await raw(service.url, '/console/favicon.svg', { 'accept-encoding': 'br' })
    expect(icon.headers).toMatchObject({ 'cache-control': 'no-cache' })
    expect(icon.headers['content-encoding']).toBeUndefined()
  })

  it('gives no file from outside of its folder, and no hidden one', async () => {
    for (const path of [
      '/console/../secret.txt',
      '/console/..%2fsecret.txt',
      '/console/%2e%2e/secret.txt',
      '/console/assets/..%2f..%2fsecret.txt',
      '/console/..\\secret.txt',
      '/console//secret.txt',
      '/console/.hidden.json',
      '/console/assets/index-DiwrgTda.js.br',
    ]) {
      const { body } = await raw(service.url, path)
      expect(body.toString(), path).not.toMatch(/outside|\{\}|brotli/)
    }
  })

  it('is where browsers go that open the service, while programs get JSON', async () => {
    const browser = await raw(service.url, '/', { accept: 'text/html,application/xhtml+xml;q=0.9' })
    expect([browser.status, browser.headers.location]).toEqual([302, '/console/'])
    const program = await raw(service.url, '/', { accept: '*/*' })
    expect(JSON.parse(program.body.toString())).toHaveProperty('institutions')
    expect(program.headers.vary).toContain('Accept')
  })

  it('says how to build it where it is not built', async () => {
    const bare = await startTestService({ CONSOLE_PATH: join(root, 'nowhere') })
    try {
      const answer = await raw(bare.url, '/console/predict')
      expect(answer.status).toBe(503)
      expect(answer.body.toString()).toContain('npx vite build app/console')
    } finally {
      await bare.close()
    }
  })
})

describe('accepted encodings', () => {
  const names = (header: string | undefined) => acceptedEncodings(header).map(({ name }) => name)
  it('follow the header', () => {
    expect(names(undefined)).toEqual([])
    expect(names('gzip;q=0.5, br')).toEqual(['br', 'gzip'])
    expect(names('*')).toEqual(['br', 'gzip'])
    expect(names('*, br;q=0.000')).toEqual(['gzip'])
    expect(names('identity')).toEqual([])
  })
})
