import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  INSTALL_ORDER,
  undeployOrder,
} from '../../../../components/kaapana-platform/values/index.ts'

const RELEASES = [
  'project-admin',
  'project-study-7',
  'jupyterlab-chart-abc',
  'code-server-chart',
  'kaapana-workflows-core',
  'kaapana-platform-chart',
  'kaapana-extension-collection-060',
  'kaapana-admin-chart',
]

describe('the order of releases', () => {
  it('takes projects first and the platform last, however Helm lists them', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(RELEASES), (listed) => {
        expect(undeployOrder(listed).filter((name) => !name.startsWith('project-'))).toEqual(
          RELEASES.filter((name) => !name.startsWith('project-') && listed.includes(name)),
        )
        const projects = listed.filter((name) => name.startsWith('project-'))
        expect(undeployOrder(listed).slice(0, projects.length)).toEqual(projects)
      }),
    )
  })

  it('of an installation has names resolve before anything is installed', () => {
    expect(INSTALL_ORDER.map(({ name }) => name)).toEqual([
      'dns-record',
      'coredns-rewrite',
      'kaapana-admin-chart',
      'init-collections',
      'init-extensions',
      'project-admin',
    ])
  })
})
