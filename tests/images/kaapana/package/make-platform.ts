import type { KaapanaChart, KaapanaPlan } from '../../../../images/kaapana/kaapana-plan.ts'

const chartYaml = (name: string) => `apiVersion: v1\nname: ${name}\nversion: "0.0.0"\n`

/** A platform of our own: one subchart with the library, and a collection of two charts. */
export const PLATFORM: Readonly<Record<string, string>> = {
  'platforms/admin/Chart.yaml': `---\n${chartYaml('kaapana-admin-chart')}kaapana_type: "platform"\n`,
  'platforms/admin/requirements.yaml':
    '---\ndependencies:\n  - name: entrance\n    version: 0.0.0\n    repository: file://../stale\n',
  'platforms/admin/values.yaml': '# comment\nglobal:\n  limit: "50Mi"\n  wanted: yes\n',
  'platforms/admin/.helmignore': '*.bak\nnotes/\n',
  'platforms/admin/notes/idea.txt': 'left out',
  'platforms/admin/old.bak': 'left out',
  'platforms/admin/templates/.hidden': 'left out',
  'platforms/admin/templates/object.yaml': 'kind: ConfigMap\n',
  'entrance/Chart.yaml': chartYaml('entrance'),
  'entrance/requirements.yaml': 'dependencies:\n  - name: library\n    version: 0.0.0\n',
  'entrance/templates/service.yaml': 'kind: Service\n',
  'library/Chart.yaml': chartYaml('library'),
  'library/templates/_name.tpl': '{{- define "name" }}{{ end -}}\n',
  'collection/Chart.yaml': `${chartYaml('extensions')}kaapana_type: extension-collection\n`,
  'collection/Dockerfile': 'FROM scratch\nCOPY charts/*.tgz /\n',
  'first/Chart.yaml': `${chartYaml('first')}description: a first one\n`,
  'first/requirements.yaml': 'dependencies:\n  - name: library\n    version: 0.0.0\n',
  'second/Chart.yaml':
    'apiVersion: v2\nname: second\nversion: 0.0.0\nversion: 0.0.0\ndependencies:\n  - name: library\n    version: 0.0.0\n',
}

function chart(name: string, path: string, rest: Partial<KaapanaChart> = {}): KaapanaChart {
  const nothing = { dependencies: [], collections: [], preinstall: [], containers: [] }
  return { name, path, version: '0.6.0', type: 'other', selected: true, ...nothing, ...rest }
}

/** The plan of that platform in a checkout. */
export function platformPlan(source: string, charts: readonly KaapanaChart[] = []): KaapanaPlan {
  const own = [
    chart('kaapana-admin-chart', 'platforms/admin', {
      type: 'platform',
      dependencies: ['entrance'],
      collections: ['extensions'],
      preinstall: ['second', 'first'],
    }),
    chart('entrance', 'entrance', { dependencies: ['library'] }),
    chart('library', 'library', { type: 'library' }),
    chart('extensions', 'collection', {
      type: 'extension-collection',
      dependencies: ['second', 'first'],
    }),
    chart('first', 'first', { dependencies: ['library'] }),
    chart('second', 'second', { dependencies: ['library'] }),
  ]
  const replaced = new Map([...own, ...charts].map((one) => [one.name, one]))
  return {
    version: '0.6.0',
    source,
    registry: 'registry.example/kaapana',
    platformChart: 'kaapana-admin-chart',
    containers: [],
    charts: [...replaced.values()],
    levels: [],
    unused: [],
    ignored: [],
    ignoredCharts: [],
    externalBases: [],
    repositories: [],
    issues: [],
  }
}

export { chart }
