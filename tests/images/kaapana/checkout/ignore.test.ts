import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultIgnore } from '../../../../images/kaapana/checkout/default-ignore.ts'
import { ignoredBy } from '../../../../images/kaapana/checkout/ignore.ts'
import { planKaapana } from '../../../../images/kaapana/plan-kaapana.ts'
import { git, makeCheckout } from '../make-checkout.ts'
import { planCheckout, pushedImage } from '../plan-checkout.ts'

test.each([
  ['ci', 'ci/a/Dockerfile', true],
  ['ci', 'services/precision/Dockerfile', true],
  ['lib/task_api', 'lib/task_api/x/Dockerfile', true],
  ['lib/task_api', 'lib/other/Dockerfile', false],
  ['*ci/*', 'ci/a/Dockerfile', true],
  ['*ci/*', 'a/ci/Dockerfile', true],
  ['*/ci/*', 'ci/a/Dockerfile', true],
  ['*ci/*', 'services/precision/Dockerfile', false],
  ['a/?/*', 'a/b/c/Dockerfile', true],
  ['a/[bc]/*', 'a/c/Dockerfile', true],
  ['a/[!bc]/*', 'a/c/Dockerfile', false],
  ['a/[0-9]*', 'a/7/Dockerfile', true],
  ['a/[0-9', 'a/[0-9', true],
  ['*[]]*', 'a]/Dockerfile', true],
  ['Docker*', 'a/Dockerfile', false],
  ['', 'a/Dockerfile', false],
])('The pattern "%s" leaves out %s: %s', (pattern, path, ignored) => {
  expect(ignoredBy([pattern])(path)).toBe(ignored)
})

test('A glob of many stars takes no longer than its length', () => {
  const path = 'a'.repeat(20_000)
  expect(ignoredBy([`${'*a'.repeat(50)}*b`])(path)).toBe(false)
})

test('A glob matches what its regular expression matches', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 })
  const path = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 })
  fc.assert(
    fc.property(letters, path, (text, tried) => {
      const pattern = `*${text}`
      const source = pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')
      const expected = new RegExp(`^/?(?:${source})$`)
      expect(ignoredBy([pattern])(tried)).toBe(expected.test(tried) || expected.test(`/${tried}`))
    }),
  )
})

test('A checkout below a folder called ci is planned in full', () => {
  const files = { 'x/Dockerfile': pushedImage('x'), 'ci/y/Dockerfile': pushedImage('y') }
  const source = join(makeCheckout({}), 'ci/checkout')
  git(makeCheckout(files), 'clone', '--quiet', '.', source)
  const plan = planKaapana({ source, images: ['x'] })
  expect(plan.containers.map(({ image }) => image)).toEqual(['x'])
  expect(plan.ignored).toEqual(['ci/y/Dockerfile'])
})

test('The patterns are those of the checkout’s own tool: globs from 0.6.1', () => {
  const cli = (patterns: string) =>
    makeCheckout({
      'build-scripts/cli.py': `    build_ignore_patterns: str = typer.Option(\n        "${patterns}",\n`,
    })
  expect(defaultIgnore(cli('one,lib/two'))).toEqual(['one', 'lib/two'])
  expect(defaultIgnore(cli('*one/*, *two/*'))).toEqual(['*one/*', '*two/*'])
})

test('Before 0.6 the tool has them in the template of its configuration', () => {
  const folder = makeCheckout({
    'build-scripts/build-config-template.yaml': 'build_ignore_patterns: "one,two" # folders\n',
  })
  expect(defaultIgnore(folder)).toEqual(['one', 'two'])
})

test('Without the tool they are those of 0.6.0', () => {
  const patterns = ['templates_and_examples', 'ci', 'lib/task_api']
  expect(defaultIgnore(makeCheckout({}))).toEqual(patterns)
})

test('Patterns of the caller take their place, and count for charts', () => {
  const chart = 'apiVersion: v2\nname: other\nversion: 0.0.0\n'
  const files = { 'ci/x/Dockerfile': pushedImage('x'), 'other/chart/Chart.yaml': chart }
  const plan = planCheckout(files, { ignore: ['*other/*'] })
  expect(plan.ignored).toEqual([])
  expect(plan.ignoredCharts).toEqual(['other/chart'])
  expect(plan.charts.map(({ name }) => name)).toEqual(['kaapana-admin-chart'])
})
