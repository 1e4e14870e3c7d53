import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { copyBases } from '../../../../images/kaapana/mirror/copy-bases.ts'
import {
  mirrorReference,
  mirrorTag,
  readReference,
} from '../../../../images/kaapana/mirror/mirror-reference.ts'
import { planMirror } from '../../../../images/kaapana/mirror/plan-mirror.ts'
import { RegistryClient } from '../../../../images/kaapana/publish/registry-client.ts'
import { container, planOf } from '../bake/make-plan.ts'
import { startRegistry } from '../publish/registry.ts'

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('the reference of an external base', () => {
  it.each([
    ['node:18', 'docker.io', 'library/node', '18'],
    ['docker.io/node:18', 'docker.io', 'library/node', '18'],
    ['index.docker.io/grafana/loki:3', 'docker.io', 'grafana/loki', '3'],
    ['ubuntu', 'docker.io', 'library/ubuntu', undefined],
    ['quay.io/keycloak/keycloak:26', 'quay.io', 'keycloak/keycloak', '26'],
    ['localhost/x', 'localhost', 'x', undefined],
    ['127.0.0.1:5000/a/b', '127.0.0.1:5000', 'a/b', undefined],
  ])('%s is read as Docker reads it', (reference, registry, repository, tag) => {
    expect(readReference(reference)).toEqual({ registry, repository, ...(tag && { tag }) })
  })

  it('is copied below the registry by host and path, and stays pinned where it was', () => {
    expect(mirrorReference('node:18', 'r/k')).toBe('r/k/mirror/docker.io/library/node:18')
    expect(mirrorReference(`traefik:v3@${DIGEST}`, 'r/k')).toBe(
      `r/k/mirror/docker.io/library/traefik:v3@${DIGEST}`,
    )
    expect(mirrorTag(`a.b:5000/x@${DIGEST}`, 'r/k')).toBe(
      'r/k/mirror/a.b-5000/x:digest-0123456789abcdef',
    )
  })
})

describe('the mirror', () => {
  it('holds the external bases of selected images, without scratch', () => {
    const plan = planOf(container('app', { externalBases: ['scratch', 'node:18'] }))
    expect(planMirror(plan)).toMatchObject([
      {
        reference: 'node:18',
        images: ['app'],
        repository: 'mirror/docker.io/library/node',
        copy: 'registry.example/kaapana/mirror/docker.io/library/node:18',
      },
    ])
  })

  /** Stands in for buildx: fails for what is in the list, as often as it says, and notes its calls. */
  function makeBuildx(failures: Record<string, number>) {
    const folder = mkdtempSync(join(tmpdir(), 'buildx-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const [script, log] = [join(folder, 'buildx.mjs'), join(folder, 'log')]
    writeFileSync(log, '')
    writeFileSync(
      script,
      `import { appendFileSync, readFileSync } from 'node:fs'
const reference = process.argv.at(-1)
appendFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(' ') + '\\n')
const tries = readFileSync(${JSON.stringify(log)}, 'utf8').split('\\n').filter((l) => l.endsWith(' ' + reference)).length
if (tries <= (${JSON.stringify(failures)}[reference] ?? 0)) { console.error('toomanyrequests'); process.exit(1) }`,
    )
    const calls = () => readFileSync(log, 'utf8').trim().split('\n')
    return { buildx: [process.execPath, script], calls }
  }

  it('copies what is not there, tries again, and goes on after what cannot be had', async () => {
    const registry = await startRegistry({ 'k/mirror/docker.io/library/there': { '1': 'x' } })
    const bases = ['busy:1', 'gone:1', 'there:1', 'last:1']
    const plan = {
      ...planOf(container('app', { externalBases: bases })),
      registry: `${registry.host}/k`,
    }
    const { buildx, calls } = makeBuildx({ 'busy:1': 2, 'gone:1': 99 })
    const pauses: number[] = []
    const ended = await copyBases(planMirror(plan), {
      buildx,
      target: new RegistryClient({ registry: plan.registry }),
      pause: async (milliseconds) => void pauses.push(milliseconds),
    })
    expect(ended).toEqual({
      copied: ['busy:1', 'last:1'],
      present: ['there:1'],
      failures: ['gone:1: toomanyrequests'],
    })
    expect(pauses).toEqual([2000, 8000, 2000, 8000, 32000])
    expect(calls().at(-1)).toBe(
      `imagetools create --prefer-index=false --tag ${plan.registry}/mirror/docker.io/library/last:1 last:1`,
    )
  })
})
