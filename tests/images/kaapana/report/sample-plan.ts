import type { Issue } from '../../../../images/kaapana/issue.ts'
import { chartOf, containerOf, planOf } from '../plan-of.ts'

const ISSUES: readonly Issue[] = [
  {
    rule: 'base-floating',
    severity: 'warning',
    file: 'app/Dockerfile',
    message: 'A base floats.',
  },
  {
    rule: 'base-missing',
    severity: 'error',
    file: 'app/Dockerfile',
    line: 3,
    message: 'No image "gone" in the checkout: write its name as a LABEL IMAGE says it, or add it.',
  },
]

/** A small plan with something of everything. */
export const SAMPLE = planOf(
  [
    containerOf('app', { bases: ['python', 'tools'], usedBy: ['app-chart'] }),
    containerOf('deep', { bases: ['gpu'], digest: 'd'.repeat(64) }),
    containerOf('gpu', { bases: ['python'], localOnly: true }),
    containerOf('plain', { externalBases: ['nginx:1.29', 'quay.io/x/y@sha256:0'] }),
    containerOf('python', { externalBases: ['ubuntu:24.04'], localOnly: true }),
    containerOf('tools', { localOnly: true }),
    containerOf('unused', { selected: false }),
  ],
  {
    charts: [
      chartOf('app-chart', { containers: ['app'], dependencies: ['library'] }),
      chartOf('kaapana-admin-chart', {
        type: 'platform',
        dependencies: ['app-chart', 'library'],
        collections: ['collection'],
      }),
      chartOf('library', { type: 'library' }),
      chartOf('collection', { type: 'extension-collection', dependencies: ['app-chart'] }),
      chartOf('other', { selected: false }),
    ],
    ignored: ['templates/Dockerfile'],
    ignoredCharts: ['templates/chart'],
    issues: ISSUES,
  },
)
