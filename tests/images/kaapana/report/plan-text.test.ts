import { expect, test } from 'vitest'
import { baseTree } from '../../../../images/kaapana/report/base-tree.ts'
import { planText } from '../../../../images/kaapana/report/plan-text.ts'
import { COLUMNS, wrapWords } from '../../../../images/kaapana/report/wrap.ts'
import { containerOf, planOf } from '../plan-of.ts'
import { SAMPLE } from './sample-plan.ts'

test('tells what is built from what, in which order, and what is wrong', () => {
  expect(planText(SAMPLE)).toBe(`Kaapana 0.6.0: kaapana-admin-chart for registry.example/kaapana

Images         6 to build: 3 pushed, 3 local only; 1 not needed, 1 ignored
Charts         4 of 5; 1 ignored
Levels         3, 2, 1
Longest chain  python > gpu > deep
Bottleneck     python: 3 of 6 images wait for it
Outer bases    3 from 2 registries, 2 of them floating
Digests        1 of 6
Issues         1 error, 1 warning

Images by their bases
  ├─ python (local only)
  │  ├─ gpu (local only)
  │  │  └─ deep
  │  └─ app (+ tools)
  ├─ tools (local only)
  └─ plain

Bases from other registries (~ floats: its tag may become another image)
  docker.io (2)
  ~ nginx:1.29  plain
  ~ ubuntu:24.04  python
  quay.io (1)
    quay.io/x/y@sha256:0  plain

Not needed
  unused

Ignored
  templates/Dockerfile, templates/chart

ERROR base-missing (1 place)
  app/Dockerfile:3
    No image "gone" in the checkout: write its name as a LABEL IMAGE says it, or add it.

WARNING base-floating (1 place)
  app/Dockerfile
    A base floats.`)
})

test('says little of a checkout without images', () => {
  const text = planText(planOf([]))
  expect(text).toContain('Levels         none\nLongest chain  none')
  expect(text).not.toContain('Images by their bases')
})

test('keeps lines within the columns, except for a name that is longer', () => {
  const leaves = Array.from({ length: 60 }, (_, index) =>
    containerOf(`image-with-a-long-name-${index}`, { bases: ['base'], externalBases: ['x:1'] }),
  )
  const long = containerOf('x'.repeat(120))
  const lines = planText(planOf([containerOf('base'), ...leaves, long])).split('\n')
  expect(lines.filter((line) => line.length > COLUMNS)).toEqual([
    expect.stringMatching(/^ {2}[└├]─ x{120}$|^ {5}x{120}$/),
  ])
})

test('draws each image once, also what two bases share and what is in a cycle', () => {
  const tree = baseTree(
    planOf([
      containerOf('a'),
      containerOf('b', { bases: ['a'] }),
      containerOf('c', { bases: ['b', 'a'] }),
      containerOf('x', { bases: ['y'] }),
      containerOf('y', { bases: ['x'] }),
    ]),
  )
  expect(tree).toEqual(['  └─ a', '     └─ b', '        └─ c (+ a)', '  In a cycle:    x, y'])
})

test('wraps between words alone', () => {
  expect(wrapWords(['aa', 'bb', 'cc'], ', ', 6)).toEqual(['aa,', 'bb, cc'])
  expect(wrapWords([], ', ', 6)).toEqual([])
})
