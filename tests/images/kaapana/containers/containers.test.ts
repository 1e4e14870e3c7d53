import { expect, test } from 'vitest'
import { localImage, planCheckout, pushedImage } from '../plan-checkout.ts'

test('An image has its tag, its folder as context, and the version of the checkout', () => {
  const { containers, version } = planCheckout({
    'services/a/Dockerfile': `${pushedImage('a')}LABEL VERSION="9.9.9"\nARG MODE=fast\nARG KEY\n`,
  })
  expect(version).toBe('0.6.0')
  expect(containers).toEqual([
    {
      image: 'a',
      tag: 'registry.example/kaapana/a:0.6.0',
      dockerfile: 'services/a/Dockerfile',
      context: 'services/a',
      generatedContext: false,
      localOnly: false,
      buildIgnore: false,
      version: '0.6.0',
      bases: [],
      externalBases: ['docker.io/alpine:3.20'],
      args: { MODE: 'fast', KEY: null },
      level: 0,
      selected: false,
      usedBy: [],
    },
  ])
})

test('An image that is never pushed is local-only and latest', () => {
  const { containers } = planCheckout({ 'a/Dockerfile': localImage('a') })
  expect(containers).toMatchObject([{ tag: 'local-only/a:latest', localOnly: true }])
})

test.each(['true', 'True', 'yes', '1'])('BUILD_IGNORE=%s asks to leave an image out', (value) => {
  const dockerfile = `${pushedImage('a')}LABEL BUILD_IGNORE="${value}"\n`
  expect(planCheckout({ 'a/Dockerfile': dockerfile }).containers).toMatchObject([
    { buildIgnore: true },
  ])
})

test.each(['False', '', 'no', '0'])('BUILD_IGNORE=%s does not', (value) => {
  const dockerfile = `${pushedImage('a')}LABEL BUILD_IGNORE="${value}"\n`
  expect(planCheckout({ 'a/Dockerfile': dockerfile }).containers).toMatchObject([
    { buildIgnore: false },
  ])
})

test('Of two Dockerfiles with one tag, the first by path counts', () => {
  const { containers } = planCheckout({
    'b/Dockerfile': pushedImage('a'),
    'a/z/Dockerfile': pushedImage('a'),
    'a-b/Dockerfile': pushedImage('a'),
  })
  expect(containers.map(({ dockerfile }) => dockerfile)).toEqual(['a/z/Dockerfile'])
})

const CHAIN = {
  'a/Dockerfile': localImage('a', 'ubuntu:24.04'),
  'b/Dockerfile': localImage('b', 'local-only/a:latest'),
  'c/Dockerfile': localImage('c', 'local-only/b:latest'),
  'd/Dockerfile': pushedImage(
    'd',
    'local-only/a:latest',
    'local-only/c:latest',
    'python:3@sha256:'.concat('0'.repeat(64)),
  ),
  'e/Dockerfile': pushedImage('e', 'quay.io/x/y/z/e:1'),
}

test('Naming an image selects it with its bases at any depth, in levels of the longest chain', () => {
  const plan = planCheckout(CHAIN, { images: ['d'] })
  expect(plan.levels).toEqual([['a'], ['b'], ['c'], ['d']])
  expect(plan.unused).toEqual(['e'])
  expect(plan.repositories).toEqual(['d', 'kaapana-admin-chart'])
})

test('External bases of selected images tell their registry and whether they float', () => {
  expect(planCheckout(CHAIN, { images: ['d', 'e'] }).externalBases).toEqual([
    {
      reference: `python:3@sha256:${'0'.repeat(64)}`,
      registry: 'docker.io',
      floating: false,
      images: ['d'],
    },
    { reference: 'quay.io/x/y/z/e:1', registry: 'quay.io', floating: true, images: ['e'] },
    { reference: 'ubuntu:24.04', registry: 'docker.io', floating: true, images: ['a'] },
  ])
})

test('Build arguments take the place of defaults in bases', () => {
  const files = { 'a/Dockerfile': `ARG V=1\n${pushedImage('a', 'ubuntu:$V')}` }
  const { containers } = planCheckout(files, { buildArgs: { V: '2' } })
  expect(containers).toMatchObject([{ externalBases: ['ubuntu:2'] }])
})

test('An image in a registry of its own gets no repository', () => {
  const files = { 'a/Dockerfile': `${pushedImage('a')}LABEL REGISTRY="quay.io/me"\n` }
  const plan = planCheckout(files, { images: ['a'] })
  expect(plan.containers).toMatchObject([{ tag: 'quay.io/me/a:0.6.0' }])
  expect(plan.repositories).toEqual(['kaapana-admin-chart'])
})

test('An image that is not known is refused with names like it', () => {
  expect(() => planCheckout(CHAIN, { images: ['dd'] })).toThrow(
    'images: the checkout has no image "dd"; did you mean d?',
  )
})

test('A chart that is not known is refused with names like it', () => {
  expect(() => planCheckout(CHAIN, { charts: ['kaapana-admin'] })).toThrow(
    'charts: the checkout has no chart "kaapana-admin"; did you mean kaapana-admin-chart?',
  )
})

test('A checkout without the platform’s chart is refused unless images are named', () => {
  expect(() => planCheckout(CHAIN, { platformChart: 'other' })).toThrow(
    'platformChart: the checkout has no chart "other"; the checkout has 1',
  )
  expect(planCheckout(CHAIN, { platformChart: 'other', images: ['a'] }).levels).toEqual([['a']])
})

test('A registry with a scheme is refused without telling credentials', () => {
  expect(() => planCheckout(CHAIN, { registry: 'https://me:secret@registry.example/x' })).toThrow(
    'got "***@registry.example/x"',
  )
})
