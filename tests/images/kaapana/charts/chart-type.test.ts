import { expect, it } from 'vitest'
import { folderOf, read } from './read-fixture.ts'

const DAG = 'dependencies: [{name: dag-installer-chart}]'

it.each([
  ['declared', 'kaapana_type: Platform\ntype: library', '', 'platform'],
  [
    'declared as releases before 0.6 spell it',
    'kaapana_type: extenstion-collection',
    '',
    'extension-collection',
  ],
  ['declared for run time alone', 'kaapana_type: runtime-only', '', 'other'],
  ['library before keywords', 'type: library\nkeywords: [kaapanaworkflow]', '', 'library'],
  ['workflow by its first requirement', 'keywords: [kaapanaapplication]', DAG, 'kaapanaworkflow'],
  [
    'not by a later requirement',
    '',
    'dependencies: [{name: a}, {name: dag-installer-chart}]',
    'other',
  ],
  ['not by a dependency of Chart.yaml', DAG, '', 'other'],
  [
    'workflow before its second version',
    'keywords: [kaapanaworkflow-v2, kaapanaworkflow]',
    '',
    'kaapanaworkflow',
  ],
  [
    'second version before application',
    'keywords: [kaapanaapplication, kaapanaworkflow-v2]',
    '',
    'kaapanaworkflow-v2',
  ],
  ['application', 'keywords: [kaapanaapplication]', '', 'kaapanaapplication'],
  ['other, without keywords', 'keywords:', '', 'other'],
])('the type of a chart is %s', (_, chart, requirements, type) => {
  const folder = folderOf({
    'a/Chart.yaml': `name: a\n${chart}\n`,
    'a/requirements.yaml': requirements,
    'dag-installer-chart/Chart.yaml': 'name: dag-installer-chart',
  })
  expect(read(folder).charts.find(({ name }) => name === 'a')?.type).toBe(type)
})
