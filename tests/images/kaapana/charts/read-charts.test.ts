import { describe, expect, it } from 'vitest'
import { folderOf, places, read } from './read-fixture.ts'

const readFiles = (files: Record<string, string>) => read(folderOf(files))

describe('readCharts', () => {
  it('takes dependencies of Chart.yaml, then of requirements.yaml, each once', () => {
    const { charts, issues } = readFiles({
      'a/Chart.yaml': 'name: a\ndependencies:\n- {name: c, version: 0.0.0}\n- name: b\n',
      'a/requirements.yaml': 'dependencies:\n- name: d\n- name: b\n',
      'b/Chart.yaml': 'name: b',
      'c/Chart.yaml': 'name: c',
      'd/Chart.yaml': 'name: d',
    })
    expect(charts[0]?.dependencies).toEqual(['c', 'b', 'd'])
    expect(issues).toEqual([])
  })

  it('finds a dependency by its name, wherever its repository claims it to be', () => {
    const { charts, issues } = readFiles({
      'a/Chart.yaml': 'name: a',
      'a/requirements.yaml': 'dependencies:\n- name: b\n  repository: file://../gone\n',
      'x/y/b-chart/Chart.yaml': 'name: b',
    })
    expect(charts.map(({ name, dependencies }) => [name, dependencies])).toEqual([
      ['a', ['b']],
      ['b', []],
    ])
    expect(issues).toEqual([])
  })

  it('takes the last of repeated keys, as Helm does', () => {
    const { charts, issues } = readFiles({ 'a/Chart.yaml': 'name: a\nname: b' })
    expect([charts[0]?.name, issues]).toEqual(['b', []])
  })

  it.each([
    ['0.0.0 is the version of the commit', 'version: 0.0.0', '0.6.0'],
    ['none is the version of the commit', '', '0.6.0'],
    ['another is taken as it stands', 'version: 1.2.3', '1.2.3'],
  ])('version: %s', (_, version, expected) => {
    const { charts } = readFiles({ 'a/Chart.yaml': `name: a\n${version}\n` })
    expect(charts[0]?.version).toBe(expected)
  })

  it('reads collections and preinstalled extensions of the platform chart, in order', () => {
    const { charts, issues } = readFiles({
      'admin/Chart.yaml': 'name: admin\nkaapana_type: platform',
      'admin/deployment_config.yaml':
        'kaapana_collections:\n- name: all\npreinstall_extensions:\n- name: z\n- name: y\n',
      'all/Chart.yaml': 'name: all\nkaapana_type: extension-collection',
      'all/requirements.yaml': 'dependencies: [{name: y}, {name: z}]',
      'y/Chart.yaml': 'name: y',
      'y/deployment_config.yaml': 'kaapana_collections: [{name: ignored}]',
      'z/Chart.yaml': 'name: z',
    })
    expect(charts[0]).toMatchObject({ collections: ['all'], preinstall: ['z', 'y'] })
    expect(issues).toEqual([])
  })
})

const CHART = { 'a/Chart.yaml': 'name: a\n' }
const dependency = (entry: string) => ({
  ...CHART,
  'a/requirements.yaml': `dependencies:\n- name: b\n${entry}\n`,
  'b/Chart.yaml': 'name: b',
})

describe('readCharts reports', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['a missing dependency', dependency('- name: x'), ['chart-missing a/requirements.yaml 3']],
    [
      'a dependency in another version',
      dependency('  version: 9.9.9'),
      ['chart-version-mismatch a/requirements.yaml 2'],
    ],
    [
      'a dependency without name',
      dependency('- version: 1'),
      ['chart-reference a/requirements.yaml 3'],
    ],
    [
      'a dependency whose name is a number',
      dependency('- name: 7'),
      ['chart-reference a/requirements.yaml 3'],
    ],
    [
      'dependencies that are no list',
      { 'a/Chart.yaml': 'name: a\ndependencies: b' },
      ['chart-reference a/Chart.yaml 2'],
    ],
    [
      'two charts of one name',
      { ...CHART, 'b/Chart.yaml': 'apiVersion: v1\nname: a' },
      ['chart-duplicate b/Chart.yaml 2'],
    ],
    [
      'a cycle, once, where it closes',
      {
        'a/Chart.yaml': 'name: a\ndependencies:\n- name: b',
        'b/Chart.yaml': 'name: b\ndependencies:\n- name: c',
        'c/Chart.yaml': 'name: c\ndependencies:\n- name: a',
      },
      ['chart-cycle c/Chart.yaml 3'],
    ],
    [
      'a chart that contains itself',
      { 'a/Chart.yaml': 'name: a\ndependencies:\n- name: a' },
      ['chart-cycle a/Chart.yaml 3'],
    ],
    [
      'a preinstalled extension that no collection delivers',
      {
        'admin/Chart.yaml': 'name: admin\nkaapana_type: platform',
        'admin/deployment_config.yaml': 'preinstall_extensions:\n- name: a',
        ...CHART,
      },
      ['preinstall-not-delivered admin/deployment_config.yaml 2'],
    ],
    [
      'a collection that is not there',
      {
        'admin/Chart.yaml': 'name: admin\nkaapana_type: platform',
        'admin/deployment_config.yaml': 'kaapana_collections:\n- name: all',
      },
      ['chart-missing admin/deployment_config.yaml 2'],
    ],
    [
      'an unknown type',
      { 'a/Chart.yaml': 'name: a\nkaapana_type: new' },
      ['chart-type a/Chart.yaml 2'],
    ],
    ['an empty file', { 'a/Chart.yaml': '' }, ['chart-name a/Chart.yaml 1']],
    ['a missing name', { 'a/Chart.yaml': 'version: 0.0.0' }, ['chart-name a/Chart.yaml 1']],
    ['a name that is a number', { 'a/Chart.yaml': 'a: 1\nname: 5' }, ['chart-name a/Chart.yaml 2']],
    [
      'a name that leads elsewhere',
      { 'a/Chart.yaml': 'name: ../b' },
      ['chart-name a/Chart.yaml 1'],
    ],
    ['a name of dots', { 'a/Chart.yaml': 'name: ..' }, ['chart-name a/Chart.yaml 1']],
    [
      'a version that is a number',
      { 'a/Chart.yaml': 'name: a\nversion: 1.0' },
      ['chart-version a/Chart.yaml 2'],
    ],
    ['bad YAML', { 'a/Chart.yaml': 'name: a\nb: [' }, ['chart-yaml a/Chart.yaml 2']],
    [
      'several documents',
      { 'a/Chart.yaml': 'name: a\n---\nname: b' },
      ['chart-yaml a/Chart.yaml 2'],
    ],
    [
      'a list in place of a mapping',
      { 'a/Chart.yaml': '- name: a' },
      ['chart-yaml a/Chart.yaml 1'],
    ],
  ])('%s', (_, files, expected) => {
    expect(places(readFiles(files).issues)).toEqual(expected)
  })

  it('a cycle with the path that closes it', () => {
    const { issues } = readFiles({ 'a/Chart.yaml': 'name: a\ndependencies: [{name: a}]' })
    expect(issues[0]?.message).toBe(
      'charts cannot contain themselves: a > a; remove one of these dependencies',
    )
  })

  it('nothing for empty documents around the one that counts', () => {
    const files = { 'a/Chart.yaml': '---\n---\nname: a\n---\n', 'a/requirements.yaml': '' }
    expect(readFiles(files).issues).toEqual([])
  })
})
