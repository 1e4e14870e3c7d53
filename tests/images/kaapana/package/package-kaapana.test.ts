import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { extract } from 'tar-stream'
import { expect, onTestFinished, test } from 'vitest'
import { packageKaapana } from '../../../../images/kaapana/package/package-kaapana.ts'
import { makeCheckout, writeFiles } from '../make-checkout.ts'
import { chart, PLATFORM, platformPlan } from './make-platform.ts'

function makeOutput(): string {
  const folder = mkdtempSync(join(tmpdir(), 'packaged-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'out')
}

async function entriesOf(file: string): Promise<Record<string, string>> {
  const entries: Record<string, string> = {}
  for await (const entry of Readable.from([gunzipSync(readFileSync(file))]).pipe(extract()))
    entries[entry.header.name] = await text(entry)
  return entries
}

const packaged = async (source: string, output = makeOutput()) =>
  packageKaapana(platformPlan(source), { output, target: 'microk8s' })

test('the output is laid out as the build folder of the tool of the checkout', async () => {
  const { output } = await packaged(makeCheckout(PLATFORM))
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' })
  const root = 'kaapana-admin-chart'
  expect(files).toContain('kaapana-package.json')
  expect(files).toContain(`${root}/kaapana-admin-chart-0.6.0.tgz`)
  expect(files).toContain(`${root}/kaapana-admin-chart/charts/entrance/charts/library/Chart.yaml`)
  expect(files).toContain(`${root}/extensions/Dockerfile`)
  expect(files).toContain(`${root}/extensions/charts/first/charts/library/Chart.yaml`)
  expect(readdirSync(join(output, root, 'extensions/charts')).sort()).toEqual([
    'first',
    'first-0.6.0.tgz',
    'second',
    'second-0.6.0.tgz',
  ])
})

test('every chart gets the version of the platform, and requirements lose their repository', async () => {
  const { output } = await packaged(makeCheckout(PLATFORM))
  const read = (path: string) => readFileSync(join(output, 'kaapana-admin-chart', path), 'utf8')
  expect(read('kaapana-admin-chart/charts/entrance/charts/library/Chart.yaml')).toBe(
    'apiVersion: v1\nname: library\nversion: "0.6.0"\n',
  )
  expect(read('kaapana-admin-chart/requirements.yaml')).toBe(
    '---\ndependencies:\n  - name: entrance\n    version: 0.0.0\n',
  )
})

test("the platform's values say what it was built from, at the time of the commit", async () => {
  const { output } = await packaged(makeCheckout(PLATFORM))
  expect(
    readFileSync(join(output, 'kaapana-admin-chart/kaapana-admin-chart/values.yaml'), 'utf8'),
  ).toBe(`global:
  build_timestamp: '2026-01-01T00:00:00+00:00'
  kaapana_build_version: 0.6.0
  kaapana_collections:
  - name: extensions
    version: 0.6.0
  limit: 50Mi
  platform_build_branch: main
  platform_last_commit_timestamp: '2026-01-01T00:00:00+00:00'
  preinstall_extensions:
  - name: second
    version: 0.6.0
  - name: first
    version: 0.6.0
  wanted: true
`)
})

test('an archive has what Helm would put into it, Chart.yaml first and in its form', async () => {
  const { output, manifest } = await packaged(makeCheckout(PLATFORM))
  const entries = await entriesOf(join(output, manifest.chart.file))
  expect(Object.keys(entries)).toEqual([
    'kaapana-admin-chart/Chart.yaml',
    'kaapana-admin-chart/values.yaml',
    'kaapana-admin-chart/templates/object.yaml',
    'kaapana-admin-chart/.helmignore',
    'kaapana-admin-chart/requirements.yaml',
    'kaapana-admin-chart/charts/entrance/Chart.yaml',
    'kaapana-admin-chart/charts/entrance/templates/service.yaml',
    'kaapana-admin-chart/charts/entrance/requirements.yaml',
    'kaapana-admin-chart/charts/entrance/charts/library/Chart.yaml',
    'kaapana-admin-chart/charts/entrance/charts/library/templates/_name.tpl',
  ])
  expect(entries['kaapana-admin-chart/Chart.yaml']).toBe(
    'apiVersion: v1\nname: kaapana-admin-chart\nversion: 0.6.0\n',
  )
})

test('a chart of API version v2 keeps its dependencies in Chart.yaml, and repeated keys count once', async () => {
  const { output } = await packaged(makeCheckout(PLATFORM))
  const file = join(output, 'kaapana-admin-chart/extensions/charts/second-0.6.0.tgz')
  expect((await entriesOf(file))['second/Chart.yaml']).toBe(
    'apiVersion: v2\ndependencies:\n- name: library\n  repository: ""\n  version: 0.0.0\nname: second\nversion: 0.6.0\n',
  )
})

test('the same commit gives the same bytes, over an earlier output and elsewhere', async () => {
  const source = makeCheckout(PLATFORM)
  const first = await packaged(source)
  const bytes = () => readFileSync(join(first.output, first.manifest.chart.file))
  const before = bytes()
  expect((await packaged(source, first.output)).manifest).toEqual(first.manifest)
  expect(bytes()).toEqual(before)
  expect((await packaged(makeCheckout(PLATFORM))).manifest).toEqual(first.manifest)
})

test('an output with files of others is refused and left alone', async () => {
  const output = makeOutput()
  writeFiles(output, { 'thesis.txt': 'years of work' })
  await expect(packaged(makeCheckout(PLATFORM), output)).rejects.toThrow(
    `Output ${output} has files that packaging did not write (no kaapana-package.json); name another folder, or empty it`,
  )
  expect(readdirSync(output)).toEqual(['thesis.txt'])
})

test('an output in the checkout is refused, except below build, which planning skips', async () => {
  const source = makeCheckout(PLATFORM)
  await expect(packaged(source, join(source, 'out'))).rejects.toThrow(
    `Output ${join(source, 'out')} is in the checkout or around it, where its charts would be found a second time; name a folder beside ${source}, or ${join(source, 'build')}`,
  )
  expect((await packaged(source, join(source, 'build'))).output).toBe(join(source, 'build'))
})

const without = (name: string) => chart('entrance', 'entrance', { dependencies: [name] })

test.each([
  [
    'a chart that is missing',
    without('gone'),
    'Chart gone is needed by entrance and is not in the checkout: see the issues of `dataspace kaapana plan`',
  ],
  [
    'a chart that depends on itself',
    without('kaapana-admin-chart'),
    'Chart kaapana-admin-chart depends on itself: kaapana-admin-chart > entrance > kaapana-admin-chart',
  ],
])('%s ends packaging before anything is written', async (_, changed, message) => {
  const output = makeOutput()
  const plan = platformPlan(makeCheckout(PLATFORM), [changed])
  await expect(packageKaapana(plan, { output, target: 'microk8s' })).rejects.toThrow(message)
  expect(existsSync(output)).toBe(false)
})

test('a link out of the checkout is refused, and so is one to a folder around it', async () => {
  const source = makeCheckout(PLATFORM)
  symlinkSync('/etc', join(source, 'library/etc'))
  await expect(packaged(source)).rejects.toThrow(
    'library/etc is a link to /etc, outside the checkout',
  )
  rmSync(join(source, 'library/etc'))
  symlinkSync('..', join(source, 'library/templates/loop'))
  await expect(packaged(source)).rejects.toThrow(
    'library/templates/loop is a link to a folder that it is in',
  )
})

test('a target that is not known is named with those that are', async () => {
  const plan = platformPlan(makeCheckout(PLATFORM))
  const target = 'openshift' as 'eks'
  await expect(packageKaapana(plan, { output: makeOutput(), target })).rejects.toThrow(
    'Target "openshift" is not known: give microk8s or eks',
  )
})

test('overlays that do not fit are told all at once, with the version, and nothing is written', async () => {
  const output = makeOutput()
  const plan = platformPlan(makeCheckout(PLATFORM))
  await expect(packageKaapana(plan, { output, target: 'eks' })).rejects.toThrow(
    `Overlays do not apply to this checkout (version 0.6.0):
  overlay oauth2-proxy-node-port: there is no chart oAuth2-proxy-chart
  overlay traefik-http-node-port: there is no chart traefik-chart
  overlay ctp-dicom-node-port: there is no chart ctp-chart
  overlay admission-policy-v1: there is no platforms/admin/templates/validation_admission_policy.yaml
  overlay shared-volumes: there is no chart kaapana-library-chart
  overlay dag-installer-job-node: there is no chart dag-installer-chart
  overlay dag-installer-hook-node: there is no chart dag-installer-chart`,
  )
  expect(existsSync(output)).toBe(false)
})
