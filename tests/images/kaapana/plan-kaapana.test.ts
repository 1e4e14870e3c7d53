import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { planKaapana } from '../../../images/kaapana/plan-kaapana.ts'
import { makeCheckout } from './make-checkout.ts'
import { localImage, PLATFORM, planCheckout, pushedImage } from './plan-checkout.ts'

/** A platform with a collection of one extension, and images that nobody needs. */
const FILES = {
  ...PLATFORM,
  'platforms/kaapana-admin-chart/requirements.yaml':
    'dependencies:\n  - name: web-chart\n    version: 0.0.0\n',
  'platforms/kaapana-admin-chart/deployment_config.yaml':
    'kaapana_collections:\n  - name: my-collection\n    version: 0.0.0\n',
  'services/web/web-chart/Chart.yaml': 'apiVersion: v2\nname: web-chart\nversion: 0.0.0\n',
  'services/web/web-chart/templates/deployment.yaml':
    'image: "{{ .Values.global.registry_url }}/web:{{ .Values.global.kaapana_build_version }}"\n',
  'services/web/docker/Dockerfile': pushedImage('web', 'local-only/base:latest'),
  'collections/my/Chart.yaml':
    'apiVersion: v2\nname: my-collection\nversion: 0.0.0\nkaapana_type: extension-collection\n',
  'collections/my/Dockerfile': pushedImage('my-collection', 'local-only/base:latest'),
  'base/Dockerfile': localImage('base', 'local-only/below:latest'),
  'below/Dockerfile': localImage('below'),
  'extra/Dockerfile': pushedImage('extra'),
}

test('The platform needs what its charts run, with bases at any depth', () => {
  const plan = planCheckout(FILES)
  expect(plan.issues).toEqual([])
  expect(plan.levels).toEqual([['below'], ['base'], ['my-collection', 'web']])
  expect(plan.unused).toEqual(['extra'])
  expect(plan.repositories).toEqual(['kaapana-admin-chart', 'my-collection', 'web'])
  expect(plan.containers.find(({ image }) => image === 'web')?.usedBy).toEqual(['web-chart'])
})

test('The image of a collection is built from a folder that packaging makes', () => {
  const source = makeCheckout(FILES)
  const contextOf = (packaged?: string) =>
    planKaapana({ source, ...(packaged === undefined ? {} : { packaged }) }).containers.find(
      (container) => container.generatedContext,
    )
  const context = 'build/kaapana-admin-chart/my-collection'
  expect(contextOf()).toMatchObject({ image: 'my-collection', context })
  const packaged = join(source, '../elsewhere')
  const made = join(packaged, 'kaapana-admin-chart/my-collection')
  expect(contextOf(packaged)?.context).toBe(relative(source, made))
})

test('Naming charts selects them and what they run in place of the platform', () => {
  const plan = planCheckout(FILES, { charts: ['web-chart'] })
  expect(plan.levels).toEqual([['below'], ['base'], ['web']])
  expect(plan.charts.filter(({ selected }) => selected).map(({ name }) => name)).toEqual([
    'web-chart',
  ])
})

test('Naming images and charts selects both', () => {
  const plan = planCheckout(FILES, { charts: ['web-chart'], images: ['extra'] })
  expect(plan.levels).toEqual([['below', 'extra'], ['base'], ['web']])
})

test('Naming images leaves the platform’s charts selected: images alone are fewer', () => {
  const plan = planCheckout(FILES, { images: ['extra'] })
  expect(plan.levels).toEqual([['extra']])
  expect(plan.charts.every(({ selected }) => selected)).toBe(true)
})

test('The same checkout gives the same plan, and progress goes from 0 to 1', () => {
  const source = makeCheckout(FILES)
  const fractions: number[] = []
  const plan = planKaapana({ source, onProgress: (fraction) => void fractions.push(fraction) })
  expect(JSON.stringify(plan)).toBe(JSON.stringify(planKaapana({ source })))
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  expect([fractions[0], fractions.at(-1)]).toEqual([0, 1])
})
