import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findHelm } from '../../../../images/kaapana/package/find-helm.ts'
import { packageKaapana } from '../../../../images/kaapana/package/package-kaapana.ts'
import { makeCheckout, writeFiles } from '../make-checkout.ts'
import { PLATFORM, platformPlan } from './make-platform.ts'

function makeFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'helm-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFiles(folder, files)
  return folder
}

test('Helm is what HELM names, or the first that can be run on PATH, or nothing', () => {
  const folder = makeFolder({ 'text/helm': 'no program', 'bin/helm': '#!/bin/sh\n' })
  chmodSync(join(folder, 'bin/helm'), 0o755)
  const PATH = `${join(folder, 'text')}:${join(folder, 'bin')}`
  expect(findHelm({ PATH })).toBe(join(folder, 'bin/helm'))
  expect(findHelm({ PATH, HELM: 'helm-3' })).toBe('helm-3')
  expect(findHelm({ PATH: join(folder, 'text') })).toBeUndefined()
})

test('a Helm that cannot read an archive ends packaging, and the earlier output stays', async () => {
  const folder = makeFolder({
    helm: '#!/bin/sh\n[ $1 = version ] || { echo "bad" >&2; exit 1; }\n',
  })
  const helm = join(folder, 'helm')
  chmodSync(helm, 0o755)
  const plan = platformPlan(makeCheckout(PLATFORM))
  const options = { output: join(folder, 'out'), target: 'microk8s' } as const
  const { manifest } = await packageKaapana(plan, options)
  await expect(packageKaapana(plan, { ...options, helm })).rejects.toThrow(
    /show chart .*failed: bad$/,
  )
  expect(readdirSync(folder).sort()).toEqual(['helm', 'out'])
  expect(existsSync(join(options.output, manifest.chart.file))).toBe(true)
})
