import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { record } from '../../rehearsal/engine/record.ts'

const ROOT = join(import.meta.dirname, '../..')
const PACKAGE = '@healthalliance/dataspace'
const PAGES = ['README.md', 'docs/components.md']

/** The files that a page's examples are: a block that begins with a name is one of its own. */
const examplesOf = (page: string): Map<string, string> => {
  const stem = page.replaceAll(/\W/g, '-')
  const files = new Map<string, string>()
  const text = readFileSync(join(ROOT, page), 'utf8')
  for (const [, code = ''] of text.matchAll(/^```ts\n([\s\S]*?)^```/gm)) {
    const named = /^\/\/ (\S+\.ts)$/m.exec(code.split('\n')[0] ?? '')?.[1]
    const name = `${stem}-${named ?? 'program.ts'}`
    files.set(name, `${files.get(name) ?? ''}${code}`)
  }
  return files
}

/** What the blocks of the other pages take for granted. */
const GIVEN = `
import * as all from '${PACKAGE}'
import { Cluster, ClusterAccessPolicy, ClusterServices, clusterProvider } from '${PACKAGE}'
import { Network, NetworkAccess, NetworkEndpointPreset, SiteLink, SiteLinkRouting } from '${PACKAGE}'
import type { KeyRef, NetworkRef } from '${PACKAGE}'
declare const ownership: all.Ownership, alarms: all.AlarmTopic
declare const release: all.KaapanaRelease
declare const secretsKey: KeyRef, logsKey: KeyRef, volumesKey: KeyRef
declare const deployRoleArn: string, onCallRoleArn: string
declare const heidelbergAddress: string, mannheimAddress: string
`

/** Each block of a page as a file of its own; one that begins with an argument is arguments. */
const fragmentsOf = (page: string, argumentsType: string): [name: string, code: string][] => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const blocks = Array.from(text.matchAll(/^```ts\n([\s\S]*?)^```/gm), ([, code = '']) => code)
  return blocks.map((code, index) => {
    const given = code.includes('const network')
      ? GIVEN
      : `${GIVEN}declare const network: Network\n`
    const isArgument = /^\w+:/.test(code)
    const body = isArgument ? `export const given: Partial<all.${argumentsType}> = {${code}}` : code
    return [`${page.replaceAll(/\W/g, '-')}-${index}.ts`, `${given}${body}`]
  })
}

/** What is wrong with files of a program that uses the package, as the compiler says it. */
const problemsOf = (files: readonly string[]): string[] => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const paths = {
    [PACKAGE]: [join(ROOT, 'index.ts')],
    [`${PACKAGE}/rehearsal`]: [join(ROOT, 'rehearsal/index.ts')],
    [`${PACKAGE}/*`]: [join(ROOT, 'components/*/index.ts')],
  }
  const program = ts.createProgram(files, { ...options, paths, noUnusedLocals: false })
  return files.flatMap((file) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .map((message) => `${file}: ${message}`)
  })
}

/** The source as it runs here, where the package is not installed. */
const runnable = (code: string): string =>
  code.replaceAll(/'@healthalliance\/dataspace(?:\/([\w-]+))?'/g, (_, part?: string) =>
    JSON.stringify(join(ROOT, part === undefined ? 'index.ts' : `components/${part}/index.ts`)),
  )

describe('the examples', () => {
  const cache = join(ROOT, '.cache')
  let folder: string
  beforeAll(() => {
    mkdirSync(cache, { recursive: true })
    folder = mkdtempSync(join(cache, 'examples-'))
    mkdirSync(join(folder, 'intake'))
    for (const name of ['handler.mjs', 'definitions.ndjson'])
      writeFileSync(join(folder, 'intake', name), '')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('compile', { timeout: 90_000 }, () => {
    const examples = PAGES.flatMap((page) => [...examplesOf(page)])
    expect(examples.map(([name]) => name)).toEqual([
      'README-md-program.ts',
      'docs-components-md-program.ts',
      'docs-components-md-images.test.ts',
    ])
    const fragments = [
      ...fragmentsOf('docs/network.md', 'NetworkArgs'),
      ...fragmentsOf('docs/cluster.md', 'ClusterArgs'),
      ...fragmentsOf('docs/kaapana/install.md', 'KaapanaPlatformArgs'),
    ]
    expect(fragments.length).toBeGreaterThan(4)
    const files = [...examples, ...fragments].map(([name, code]) => {
      writeFileSync(join(folder, name), code)
      return join(folder, name)
    })
    expect(problemsOf(files)).toEqual([])
  })

  it.each([
    ['README.md', ['DataLake', 'Keys']],
    [
      'docs/components.md',
      [
        ...['AlarmTopic', 'Bucket', 'Cluster', 'ClusterServices', 'DataLake', 'Database'],
        ...[
          'DatabaseRoles',
          'Edge',
          'FhirIntake',
          'Image',
          'ImageBuilder',
          'KaapanaImages',
          'KaapanaPlatform',
        ],
        ...['Keys', 'Monitoring', 'Network', 'Pipelines', 'PredictionService', 'Registry'],
        ...['SignInProxy', 'SiteLink', 'Tracking', 'WorkloadIdentity'],
      ],
    ],
  ])('of %s run, and make what they name', async (page, components) => {
    const [code = ''] = examplesOf(page).values()
    const file = join(folder, `${page.replaceAll(/\W/g, '-')}-run.ts`)
    writeFileSync(file, runnable(code))
    const before = process.cwd()
    process.chdir(folder)
    try {
      const { resources } = await record(() => import(file), {
        config: {
          'dataspace:ukhdVpnAddress': '193.174.1.1',
          'dataspace:mlflowClientSecret': 'of the provider',
        },
      })
      const made = resources.filter(({ parent, type }) => {
        return parent.includes('pulumi:pulumi:Stack') && type.startsWith('dataspace:')
      })
      const types = new Set(made.map(({ type }) => type.replace('dataspace:index:', '')))
      expect([...types].sort()).toEqual(components)
    } finally {
      process.chdir(before)
    }
  })
})
