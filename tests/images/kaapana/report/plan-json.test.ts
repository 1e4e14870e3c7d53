import { expect, test } from 'vitest'
import { planJson } from '../../../../images/kaapana/report/plan-json.ts'
import { SAMPLE } from './sample-plan.ts'

const DOCUMENT = JSON.parse(planJson(SAMPLE))

test('has what other programs look for, under its names', () => {
  expect(DOCUMENT).toMatchObject({
    version: '0.6.0',
    levels: [['plain', 'python', 'tools'], ['app', 'gpu'], ['deep']],
    longestChain: ['python', 'gpu', 'deep'],
    unused: ['unused'],
    ignored: ['templates/Dockerfile'],
    issues: SAMPLE.issues,
  })
  expect(DOCUMENT.containers[1]).toMatchObject({
    image: 'deep',
    dockerfile: 'deep/docker/Dockerfile',
    localOnly: false,
    bases: ['gpu'],
    externalBases: [],
    level: 2,
    selected: true,
    digest: 'd'.repeat(64),
  })
  expect(DOCUMENT.charts[0]).toMatchObject({
    name: 'app-chart',
    path: 'charts/app-chart',
    type: 'other',
    dependencies: ['library'],
    containers: ['app'],
    selected: true,
  })
})

test('says of every image whether it has a digest', () => {
  expect(DOCUMENT.containers.map(({ digest }: { digest: unknown }) => digest)).toContain(null)
})

test('does not depend on the place of the checkout, nor on the order of keys', () => {
  const turned = SAMPLE.containers.map((container) =>
    Object.fromEntries(Object.entries(container).reverse()),
  ) as unknown as typeof SAMPLE.containers
  const other = { ...SAMPLE, containers: turned, source: '/elsewhere' }
  expect(planJson(other)).toBe(planJson(SAMPLE))
})
