import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDigests } from '../../../../images/kaapana/digest/add-digests.ts'
import { changedSince } from '../../../../images/kaapana/digest/changed-since.ts'
import type { KaapanaPlan } from '../../../../images/kaapana/kaapana-plan.ts'
import { planKaapana } from '../../../../images/kaapana/plan-kaapana.ts'

const { KAAPANA_SOURCE: checkout = '' } = process.env
const needs = checkout === '' ? ' (skipped: KAAPANA_SOURCE names no checkout)' : ''

describe.skipIf(checkout === '')(`a change of one file in Kaapana 0.6.0${needs}`, () => {
  let folder = ''
  let plan: KaapanaPlan
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kaapana-'))
    execFileSync('git', ['clone', '--quiet', '--shared', checkout, folder])
    plan = planKaapana({ source: folder, digests: true })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const change = (image: string): { digests: string[]; since: string[] } => {
    const container = plan.containers.find((one) => one.image === image)
    appendFileSync(join(folder, container?.dockerfile ?? ''), '# changed\n')
    const before = new Map(plan.containers.map((one) => [one.image, one.digest]))
    const after = addDigests({ ...plan, issues: [] })
    const since = changedSince(plan, 'HEAD').map((one) => one.image)
    execFileSync('git', ['-C', folder, 'checkout', '--quiet', '.'])
    const selected = after.containers.filter((one) => one.selected)
    const changed = selected.filter((one) => before.get(one.image) !== one.digest)
    return { digests: changed.map((one) => one.image), since }
  }

  test('every selected image has a digest, but the one that packaging makes the context of', () => {
    const without = plan.containers.filter((one) => one.selected && one.digest === undefined)
    expect(without.map((one) => one.image)).toEqual(['kaapana-extension-collection'])
  })

  test('rebuilds one image that nothing is built from', () => {
    expect(change('airflow')).toEqual({ digests: ['airflow'], since: ['airflow'] })
  })

  test('rebuilds base-python-cpu and the 113 images that are built from it', () => {
    const { digests, since } = change('base-python-cpu')
    expect(since).toHaveLength(114)
    // Packaging has not made what the collection's image is built from: it has no digest yet.
    const collection = 'kaapana-extension-collection'
    expect(since.toSorted()).toEqual([...digests, collection].toSorted())
  })
})
