import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayBeFile } from '../../app/settings/secret-files.ts'
import { VARIABLES } from '../../app/settings/variables.ts'
import { startTestService, type TestService } from '../http/start-service.ts'

const ROOT = join(import.meta.dirname, '../..')

const pagesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort()

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pagesBelow('docs')]

const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8')

const withoutFences = (text: string): string => text.replaceAll(/^( *)```[\s\S]*?^\1```/gm, '')

/** Everything set as code: fenced blocks and spans. */
const codeOf = (text: string): string[] => {
  const fences = Array.from(
    text.matchAll(/^( *)```.*\n([\s\S]*?)^\1```/gm),
    ([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
  const spans = withoutFences(text).matchAll(/`([^`\n]+)`/g)
  return [...fences, ...Array.from(spans, ([, code]) => code ?? '')]
}

const code = (page: string): string => codeOf(textOf(page)).join('\n')

/** GitHub's id of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

const anchorsIn = (page: string): string[] =>
  Array.from(withoutFences(textOf(page)).matchAll(/^#+ (.+)$/gm), ([, heading]) =>
    anchorOf(heading ?? ''),
  )

/** Variables the pages name that are not the service's. */
const FOREIGN = new Set([
  'AIRFLOW_HOME',
  'CHARTS_DIR',
  'FHIR_VALIDATOR',
  'MALLOC_ARENA_MAX',
  'MALLOC_TRIM_THRESHOLD_',
  'DATASPACE_TEST_DATA',
  'MLFLOW_BACKEND_STORE_URI',
  'MLFLOW_ARTIFACTS_DESTINATION',
  'MLFLOW_S3_ENDPOINT_URL',
  'MLFLOW_SERVER_ALLOWED_HOSTS',
  'MLFLOW_SERVER_CORS_ALLOWED_ORIGINS',
  'MLFLOW_HOST',
  'MLFLOW_PORT',
  'MLFLOW_WORKERS',
  'AWS_PROFILE',
  'PULUMI_K8S_DELETE_UNREACHABLE',
  'KAAPANA_SOURCE',
  'KAAPANA_USER',
  'KAAPANA_PASSWORD',
  'KAAPANA_PASSWORD_FILE',
  'KAAPANA_CLIENT_SECRET_FILE',
  'SOURCE_DATE_EPOCH',
])

/** Variables that Airflow's DAGs read. */
const DAG_VARIABLES = new Set(
  Array.from(
    textOf('images/airflow/dags/dataspace_task.py').matchAll(/"([A-Z]+(?:_[A-Z]+)+)"/g),
    ([, name]) => name,
  ),
)

/** Variables that whoever runs the repository gives its workflows. */
const WORKFLOW_VARIABLES = new Set(
  readdirSync(join(ROOT, '.github/workflows')).flatMap((file) =>
    Array.from(
      textOf(`.github/workflows/${file}`).matchAll(/\bvars\.([A-Z_0-9]+)/g),
      ([, name]) => name,
    ),
  ),
)

const PATH_IN_A_ROOM =
  /(?<![\w./-])(?:app|cli|components|docs|images|policies|rehearsal|stacks|tests)\/[\w./-]*\w/g

const helpOf = (...words: string[]): string =>
  execFileSync(process.execPath, [join(ROOT, 'cli/main.js'), ...words, '--help'], {
    encoding: 'utf8',
  })

/** The help of every command that can be called, by its words: not of those that only group others. */
function helpBelow(...words: string[]): [string, string][] {
  const help = helpOf(...words)
  const below = /^Commands:\n((?: {2}.*\n)+)/m.exec(help)?.[1]
  if (below === undefined) return [[words.join(' '), help]]
  const names = Array.from(below.matchAll(/^ {2}([a-z][\w-]*)/gm), ([, name = '']) => name)
  const commands = names.filter((name) => name !== 'help')
  // `federate` does something by itself, which its own options show; `pipeline` does not.
  const own = /^Options:\n {2}--/m.test(help) ? [[words.join(' '), help] as [string, string]] : []
  return [...own, ...commands.flatMap((name) => helpBelow(...words, name))]
}

describe.each(PAGES)('the page %s', (page) => {
  it('links only to files and headings that exist', () => {
    const broken = Array.from(
      textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g),
      ([, target]) => target ?? '',
    ).filter((target) => {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : join(dirname(page), path)
      if (!existsSync(join(ROOT, file))) return true
      return anchor !== undefined && !anchorsIn(file).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  it('names only environment variables that the service reads', () => {
    const named = code(page).match(/(?<![\w./-])[A-Z]+(?:_[A-Z]+)+(?![\w(])/g) ?? []
    const unknown = named.filter(
      (name) =>
        !(
          name in VARIABLES ||
          FOREIGN.has(name) ||
          DAG_VARIABLES.has(name) ||
          WORKFLOW_VARIABLES.has(name) ||
          mayBeFile(name.replace(/_FILE$/, ''))
        ),
    )
    expect(unknown).toEqual([])
  })

  it('names files of the repository that exist', () => {
    const paths = code(page).match(PATH_IN_A_ROOM) ?? []
    const missing = paths.filter((path) => !existsSync(join(ROOT, path)))
    expect(missing).toEqual([])
  })
})

describe('the command in the pages', () => {
  const help = new Map(helpBelow())
  const calls = PAGES.flatMap((page) =>
    codeOf(textOf(page))
      .flatMap((text) => text.replaceAll(/\\\n/g, ' ').split('\n'))
      .flatMap((line) => {
        const call = /(?:^|npx |\$ |\.env |node cli\/)dataspace(?:\.ts)? (\w.*)/.exec(line)?.[1]
        return call === undefined ? [] : [{ page, call }]
      }),
  )

  it('is named at all', () => expect(calls.length).toBeGreaterThan(10))

  it.each(calls)('exists with its options: $page, dataspace $call', ({ call }) => {
    // The most words first: `federate` is also the beginning of `federate train`.
    const names = [...help.keys()].sort((one, other) => other.length - one.length)
    const name = names.find((one) => call === one || call.startsWith(`${one} `))
    expect(name).toBeDefined()
    for (const option of call.match(/(?<= )--[\w-]+/g) ?? [])
      expect(`${help.get(name ?? '')} --help`).toContain(option)
  })
})

describe('the table of components', () => {
  const rows = Array.from(
    textOf('README.md').matchAll(/^\| \[`(\w+)`\]\((\S+)\).*\| `([\w-]+)` +\|$/gm),
    ([, name = '', file = '', subpath = '']) => ({ name, file, subpath }),
  )

  it('lists what other languages get, all of it and nothing else', () => {
    const { resources } = JSON.parse(textOf('components/schema.json')) as { resources: object }
    const components = Object.keys(resources).map((token) => token.replace(/.*:/, ''))
    expect(rows.map(({ name }) => name).sort()).toEqual(components.sort())
  })

  it.each(rows)('says where $name is', async ({ name, file, subpath }) => {
    expect(textOf(file)).toContain(`export class ${name} extends pulumi.ComponentResource`)
    const { exports } = JSON.parse(textOf('package.json')) as { exports: object }
    expect(Object.keys(exports)).toContain(`./${subpath}`)
    expect(await import(`../../components/${subpath}/index.ts`)).toHaveProperty(name)
  })
})

describe('docs/api.md', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService()
  })
  afterAll(() => service.close())

  it('lists the routes of the OpenAPI document, all of them and no others', async () => {
    const { json } = await service.call('GET', '/openapi.json', { key: null })
    const served = Object.entries(json.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const rows = textOf('docs/api.md').matchAll(/^\| (GET|POST|DELETE|PUT) +\| `([^`]+)`/gm)
    const listed = Array.from(rows, ([, method, path]) => `${method} ${path}`)
    expect(listed.sort()).toEqual(served.sort())
  })

  it('names no path elsewhere that is not served', async () => {
    const { json } = await service.call('GET', '/openapi.json', { key: null })
    const patterns = Object.keys(json.paths as object).map(
      (path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    )
    const paths = PAGES.flatMap(
      (page) => code(page).match(/(?<!\/loki)\/api\/v1\/[\w/{}<>-]+/g) ?? [],
    )
    expect(paths.length).toBeGreaterThan(20)
    expect(paths.filter((path) => !patterns.some((pattern) => pattern.test(path)))).toEqual([])
  })
})
