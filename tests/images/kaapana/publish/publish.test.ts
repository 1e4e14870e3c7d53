import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { imagePlace } from '../../../../images/kaapana/bake/image-place.ts'
import { imageDigests } from '../../../../images/kaapana/publish/image-digests.ts'
import { publishedImages } from '../../../../images/kaapana/publish/published-images.ts'
import {
  RegistryClient,
  type RegistryOptions,
} from '../../../../images/kaapana/publish/registry-client.ts'
import { registryCredentials } from '../../../../images/kaapana/publish/registry-credentials.ts'
import { retag } from '../../../../images/kaapana/publish/retag.ts'
import { container, planOf } from '../bake/make-plan.ts'
import { digestOf, startRegistry } from './registry.ts'

const APP = container('app')
const OTHER = container('other')
const BASE = container('base', { localOnly: true })
const PLAN = planOf(APP, BASE, OTHER, container('unused', { selected: false }))
const [app, other, base] = [APP, OTHER, BASE].map((one) => imagePlace(one).contentTag!) as [
  string,
  string,
  string,
]

const clientOf = ({ host }: { host: string }, options: Partial<RegistryOptions> = {}) =>
  new RegistryClient({ registry: `${host}/k`, pause: async () => {}, ...options })

describe('what is published', () => {
  it('is asked by content, of selected images and the bases in their one repository', async () => {
    const registry = await startRegistry({ 'k/app': { [app]: 'a' }, 'k/bases': { [base]: 'b' } })
    expect(await publishedImages(PLAN, clientOf(registry))).toEqual(new Set(['app', 'base']))
    expect(registry.requests.toSorted()).toEqual([
      `HEAD /v2/k/app/manifests/${app}`,
      `HEAD /v2/k/bases/manifests/${base}`,
      `HEAD /v2/k/other/manifests/${other}`,
    ])
  })

  it('gets the tag of the version, once', async () => {
    const registry = await startRegistry({
      'k/app': { [app]: 'a' },
      'k/other': { [other]: 'b', '0.6.0': 'b' },
    })
    const first = await retag(PLAN, clientOf(registry))
    expect(first).toEqual({ tagged: ['app'], unchanged: ['other'], failures: [] })
    expect(registry.contents['k/app']).toEqual({ [app]: 'a', '0.6.0': 'a' })
    const second = await retag(PLAN, clientOf(registry))
    expect(second).toEqual({ tagged: [], unchanged: ['app', 'other'], failures: [] })
  })

  it.each([
    '{"errors":[{"code":"TAG_INVALID","message":"The image tag \'0.6.0\' already exists in the repository and cannot be overwritten because the tag is immutable."}]}',
    'ImageTagAlreadyExistsException',
    'configured as immutable',
  ])('is not given a version that names something else already: %s', async (immutable) => {
    const registry = await startRegistry(
      { 'k/app': { [app]: 'a', '0.6.0': 'old' }, 'k/other': { [other]: 'b' } },
      { immutable },
    )
    expect(await retag(PLAN, clientOf(registry))).toEqual({
      tagged: ['other'],
      unchanged: [],
      failures: [
        `app: 0.6.0 is immutable and names ${digestOf('old')}, not ${digestOf('a')}, which this ` +
          'checkout is. A version is published once: commit the change, so that it gets a version of its own.',
      ],
    })
  })

  it('or is named as missing, while the rest goes on', async () => {
    const registry = await startRegistry({ 'k/app': { [app]: 'a' } })
    const { tagged, failures } = await retag(PLAN, clientOf(registry))
    expect(tagged).toEqual(['app'])
    expect(failures).toEqual([
      `other: the registry has no ${other}. Build it with bake, then repeat.`,
    ])
  })

  it('cannot be told of an image whose content is not known', async () => {
    const { digest: _, ...unknown } = container('collection', { generatedContext: true })
    const registry = await startRegistry({})
    const { failures } = await retag(planOf(unknown), clientOf(registry))
    expect(failures).toEqual([
      'collection: no content digest is known of it. Give the folder with the packaged charts.',
    ])
  })

  it('is listed by digest, its chart too, and what is missing by name', async () => {
    const registry = await startRegistry({
      'k/app': { '0.6.0': 'a' },
      'k/kaapana-admin-chart': { '0.6.0': 'chart' },
    })
    const plan = { ...PLAN, registry: `${registry.host}/k` }
    expect(await imageDigests(plan, clientOf(registry))).toEqual({
      digests: {
        version: '0.6.0',
        registry: plan.registry,
        images: { app: digestOf('a') },
        chartDigest: digestOf('chart'),
      },
      missing: ['other'],
    })
  })
})

describe('the client of a registry', () => {
  const contents = () => ({ 'k/app': { '1': 'a' } })
  const credentials = { user: 'AWS', password: 'secret:1' }

  it('tries again where the registry is busy, and says so in the end', async () => {
    const busy = await startRegistry(contents(), { busy: 3 })
    expect(await clientOf(busy).digest('app', '1')).toBe(digestOf('a'))
    const dead = await startRegistry(contents(), { busy: 99 })
    await expect(clientOf(dead).digest('app', '1')).rejects.toThrow(
      'app:1: the registry answers 503',
    )
    expect(dead.requests).toHaveLength(5)
  })

  it('gets a token for each right, and keeps it', async () => {
    const registry = await startRegistry(contents(), { login: 'AWS:secret:1' })
    const client = clientOf(registry, { credentials })
    const manifest = (await client.manifest('app', '1'))!
    await client.digest('app', '1')
    await client.tag('app', '2', manifest)
    expect(registry.contents['k/app']).toEqual({ '1': 'a', '2': 'a' })
    expect(registry.requests.filter((request) => request.startsWith('GET /token'))).toHaveLength(2)
  })

  it('shows its password where that is asked, and only says that it is wrong', async () => {
    const registry = await startRegistry(contents(), { basic: 'AWS:secret:1' })
    expect(await clientOf(registry, { credentials }).digest('app', '1')).toBe(digestOf('a'))
    const wrong = clientOf(registry, { credentials: { user: 'AWS', password: 'hidden' } })
    const failure = await wrong.digest('app', '1').catch((error: Error) => error.message)
    expect(failure).toContain('log in with docker login, or set REGISTRY_USER')
    expect(failure).not.toContain('hidden')
    await expect(clientOf(registry).digest('app', '1')).rejects.toThrow('answers 401')
  })

  it('names a registry that cannot be reached', async () => {
    const fetch = () => Promise.reject(new TypeError('failed', { cause: new Error('refused') }))
    const client = new RegistryClient({ registry: 'r.example/k', fetch, pause: async () => {} })
    await expect(client.digest('app', '1')).rejects.toThrow(
      'https://r.example/v2 cannot be reached: refused',
    )
  })

  it('sends no password to a realm without HTTPS', async () => {
    const headers = { 'www-authenticate': 'Bearer realm="http://evil.example/token"' }
    const asked: string[] = []
    const fetch = async (url: string | URL | Request) => {
      asked.push(String(url))
      return new Response(null, { status: 401, headers })
    }
    const client = new RegistryClient({ registry: 'r.example', fetch, credentials })
    await expect(client.digest('app', '1')).rejects.toThrow('not HTTPS')
    expect(asked).toEqual(['https://r.example/v2/app/manifests/1'])
  })
})

describe('the credentials of a registry', () => {
  /** A Docker config with a helper that knows one host. */
  function makeConfig(config: object) {
    const folder = mkdtempSync(join(tmpdir(), 'docker-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
    const helper = join(folder, 'docker-credential-test')
    const secret = '{"Username":"u","Secret":"of-helper"}'
    writeFileSync(helper, `#!/bin/sh\nread host\n[ "$host" = known.example ] && echo '${secret}'\n`)
    chmodSync(helper, 0o755)
    return { DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env.PATH}` }
  }

  it('come from the environment before the config of Docker', () => {
    const auths = { 'r.example': { auth: Buffer.from('me:p:w').toString('base64') } }
    const env = makeConfig({ auths })
    expect(registryCredentials('r.example', env)).toEqual({ user: 'me', password: 'p:w' })
    const given = { ...env, REGISTRY_PASSWORD: 'x' }
    expect(registryCredentials('r.example', given)).toEqual({ user: 'AWS', password: 'x' })
    expect(registryCredentials('else.example', env)).toBeUndefined()
  })

  it('come from a helper of the host, or from the one for all', () => {
    const known = { user: 'u', password: 'of-helper' }
    const one = makeConfig({ credHelpers: { 'known.example': 'test' } })
    expect(registryCredentials('known.example', one)).toEqual(known)
    const all = makeConfig({ credsStore: 'test' })
    expect(registryCredentials('known.example', all)).toEqual(known)
    expect(registryCredentials('else.example', all)).toBeUndefined()
    const gone = makeConfig({ credsStore: 'gone' })
    expect(() => registryCredentials('r.example', gone)).toThrow(
      "Docker's config names the credential helper docker-credential-gone for r.example, which is " +
        'not on PATH. Install it, or give the password as REGISTRY_PASSWORD in the environment.',
    )
  })
})
