import { describe, expect, it } from 'vitest'
import { mapContainers } from '../../../../images/kaapana/charts/map-containers.ts'
import { folderOf, map, places, REGISTRY, read, VERSION } from './read-fixture.ts'

const image = (name: string) =>
  `image: "{{ .Values.global.registry_url }}/${name}:{{ .Values.global.kaapana_build_version  }}"`
const WORKFLOW = { 'e/a/Chart.yaml': 'name: a\nkeywords: [kaapanaworkflow]' }
const FULL_IMAGE = 'complete_image: "{{ .Values.global.registry_url }}/x:1"'

describe('mapContainers', () => {
  it('gives a collection the image of its own name', () => {
    const folder = folderOf({ 'a/Chart.yaml': 'name: all\nkaapana_type: extension-collection' })
    expect(map(folder, 'all').containers).toEqual({ all: ['all'] })
    expect(places(map(folder).issues)).toEqual(['chart-image-missing a/Chart.yaml 1'])
  })

  it("gives a workflow its values' image and those of operators beside it", () => {
    const folder = folderOf({
      ...WORKFLOW,
      'e/a/values.yaml': 'global:\n  image: dag\n',
      'e/docker/x/MyOPERATORs.py':
        '  image=f"{DEFAULT_REGISTRY}/one:{KAAPANA_BUILD_VERSION}",\n' +
        '# image="{DEFAULT_REGISTRY}/commented:1"\n' +
        "- image : '{DEFAULT_REGISTRY}/two:0.6.0'\n",
      'e/docker/dag.py': 'image="{DEFAULT_REGISTRY}/not-scanned:1"',
      'operator.py': 'image="{DEFAULT_REGISTRY}/not-beside:1"',
    })
    expect(map(folder, 'dag', 'one', 'two')).toEqual({
      containers: { a: ['dag', 'one', 'two'] },
      issues: [],
    })
  })

  it('demands the version that an operator names', () => {
    const folder = folderOf({
      ...WORKFLOW,
      'e/a/values.yaml': 'x: 1',
      'e/operator.py': '\nimage="{DEFAULT_REGISTRY}/one:0.1.0"',
    })
    const { containers, issues } = map(folder, 'one')
    expect(containers).toEqual({ a: [] })
    expect(places(issues)).toEqual(['chart-image-missing e/operator.py 2'])
  })

  it('leaves operators alone when a workflow has no values', () => {
    const folder = folderOf({ ...WORKFLOW, 'e/operator.py': 'image="{DEFAULT_REGISTRY}/one:1"' })
    expect(map(folder)).toEqual({ containers: { a: [] }, issues: [] })
  })

  it('gives a workflow of the second version its processing containers', () => {
    const folder = folderOf({
      'a/Chart.yaml': 'name: a\nkeywords: [kaapanaworkflow-v2]',
      'a/values.yaml': 'processingContainers:\n- two\n- one\n- three\n- 4\n',
      'operator.py': 'image="{DEFAULT_REGISTRY}/not-scanned:1"',
    })
    const { containers, issues } = map(folder, 'one', 'two')
    expect(containers).toEqual({ a: ['one', 'two'] })
    expect(places(issues)).toEqual([
      'chart-values a/values.yaml 5',
      'chart-image-missing a/values.yaml 4',
    ])
  })

  it('scans the YAML files of templates, crds and the chart, not what is below or else', () => {
    const folder = folderOf({
      'a/Chart.yaml': 'name: a',
      'a/templates/x.yaml': `    - ${image('one')}`,
      'a/crds/x.yaml': image('two'),
      'a/x.yaml': image('three'),
      'a/templates/deep/x.yaml': image('no'),
      'a/templates/x.tpl': image('no'),
      'a/other/x.yaml': image('no'),
    })
    expect(map(folder, 'one', 'two', 'three')).toEqual({
      containers: { a: ['one', 'three', 'two'] },
      issues: [],
    })
  })

  it('runs nothing of its own when it is delivered for run time alone', () => {
    const chart = 'name: a\nkaapana_type: runtime-only'
    const folder = folderOf({ 'a/Chart.yaml': chart, 'a/templates/x.yaml': image('one') })
    expect(map(folder, 'one').containers).toEqual({ a: [] })
  })

  it.each([
    'image: {{ .Values.image }}',
    'image: "{{ .Values.global.image }}"',
    'image: "{{ tpl .Values.global.complete_image . }}"',
    'image: {{ $collection.name }}',
    'image: {{ .Values.kube_helm_collection }}',
    'image: {{ .Values.global.test_pull_image }}',
    'image: {{-if. x }}a{{else}}b{{end}}',
    '# image: commented',
    'default_image: mentioned',
  ])('takes the first image of values.yaml for %s', (line) => {
    const values = `image: {{ .Values.image }}\n  ${FULL_IMAGE}\n  complete_image: y\n`
    const template = { 'a/Chart.yaml': 'name: a', 'a/templates/x.yaml': line }
    const { containers, issues } = map(folderOf({ ...template, 'a/values.yaml': values }), 'x', 'y')
    expect({ containers, issues }).toEqual({ containers: { a: ['x', 'y'] }, issues: [] })
    expect(map(folderOf(template))).toEqual({ containers: { a: [] }, issues: [] })
  })

  it('takes an image whose line ends with a comment', () => {
    const folder = folderOf({
      'a/Chart.yaml': 'name: a',
      'a/templates/x.yaml': `${image('x')} # y`,
    })
    expect(map(folder, 'x').containers).toEqual({ a: ['x'] })
  })

  it('reports an image of the fallback where values.yaml names it', () => {
    const template = { 'a/templates/x.yaml': 'image: {{ .Values.image }}' }
    const folder = folderOf({
      'a/Chart.yaml': 'name: a',
      ...template,
      'a/values.yaml': `\n${FULL_IMAGE}`,
    })
    expect(places(map(folder).issues)).toEqual(['chart-image-missing a/values.yaml 2'])
  })

  it('reports an image of another registry, and goes on with the next', () => {
    const text = `image: docker.io/postgres:17\n${image('one')}`
    const folder = folderOf({ 'a/Chart.yaml': 'name: a', 'a/templates/x.yaml': text })
    const { containers, issues } = map(folder, 'one', 'postgres')
    expect(containers).toEqual({ a: ['one'] })
    expect(issues).toEqual([
      {
        rule: 'chart-image-missing',
        severity: 'error',
        file: 'a/templates/x.yaml',
        line: 1,
        message:
          '"a" runs docker.io/postgres:0.6.0, but the checkout builds registry.example/kaapana/postgres:0.6.0: use the registry and version of that',
      },
    ])
  })

  it('reports a chart of another version than its images, and keeps what it runs once packaged', () => {
    const chart = { 'a/Chart.yaml': 'name: a\nversion: 0.1.0' }
    const { containers, issues } = map(
      folderOf({ ...chart, 'a/templates/x.yaml': image('one') }),
      'one',
    )
    expect(containers).toEqual({ a: ['one'] })
    expect(places(issues)).toEqual(['chart-image-missing a/templates/x.yaml 1'])
  })

  it('reports an image that two Dockerfiles build', () => {
    const folder = folderOf({ 'a/Chart.yaml': 'name: a', 'a/templates/x.yaml': image('one') })
    expect(places(map(folder, 'one', 'one').issues)).toEqual([
      'chart-image-ambiguous a/templates/x.yaml 1',
    ])
  })

  it('puts in a registry as it stands, whatever its characters mean to a pattern', () => {
    const folder = folderOf({ 'a/Chart.yaml': 'name: a', 'a/templates/x.yaml': image('one') })
    const registry = `${REGISTRY}$&`
    const images = [{ image: 'one', tag: 'one', registry, version: VERSION }]
    const place = { folder, registry, platformVersion: VERSION }
    expect(mapContainers(read(folder).charts, images, place).issues).toEqual([])
  })
})
