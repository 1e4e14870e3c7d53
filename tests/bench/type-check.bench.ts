import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPackage, REPOSITORY } from '../package/build.ts'
import { atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'

const MODULES = join(REPOSITORY, 'node_modules')

/** Programs of somebody else's: one component of ours, and the SDK that it spares them. */
const PROGRAMS = {
  component: `import { Network } from '@healthalliance/dataspace/network'
export const made: typeof Network = Network
`,
  sdk: `import * as aws from '@pulumi/aws'
export const all: typeof aws = aws
`,
} as const

const COMPILER = {
  strict: true,
  noEmit: true,
  module: 'nodenext',
  target: 'es2023',
  skipLibCheck: true,
  types: ['node'],
}

interface Check {
  readonly lines: number
  readonly seconds: number
  readonly megabytes: number
}

/** Type-checks a program in a project of its own, as its author does. */
function typeCheck(program: string): Check {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-types-'))
  try {
    mkdirSync(join(folder, 'node_modules/@healthalliance'), { recursive: true })
    symlinkSync(REPOSITORY, join(folder, 'node_modules/@healthalliance/dataspace'))
    for (const name of ['@pulumi', '@types'])
      symlinkSync(join(MODULES, name), join(folder, 'node_modules', name))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER }))
    writeFileSync(join(folder, 'index.ts'), program)
    const tsc = join(MODULES, 'typescript/bin/tsc')
    const report = execFileSync(process.execPath, [tsc, '--extendedDiagnostics'], {
      cwd: folder,
      encoding: 'utf8',
    })
    return {
      lines: sumOf(report, /^Lines of .*:\s+(\d+)$/gm),
      seconds: sumOf(report, /^Total time:\s+([\d.]+)s$/gm),
      megabytes: sumOf(report, /^Memory used:\s+(\d+)K$/gm) / 1000,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function sumOf(report: string, figure: RegExp): number {
  const found = [...report.matchAll(figure)].map(([, digits]) => Number(digits))
  if (found.length === 0) throw new Error(`tsc reported no ${figure.source}:\n${report}`)
  return found.reduce((sum, each) => sum + each, 0)
}

async function measure({ progress }: BenchContext): Promise<BenchRow[]> {
  progress('compiling the package')
  await buildPackage()
  progress('one component')
  const component = typeCheck(PROGRAMS.component)
  progress('all of @pulumi/aws')
  const sdk = typeCheck(PROGRAMS.sdk)
  const row = (name: string, { lines, seconds, megabytes }: Check): BenchRow => ({
    name,
    measured: lines,
    unit: 'lines',
    notes: `tsc --extendedDiagnostics; ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
  })
  return [
    row('Program that imports one component', component),
    row('Program that imports all of @pulumi/aws', sdk),
    {
      name: 'Component against SDK',
      measured: (component.lines / sdk.lines) * 100,
      unit: '%',
      target: atMost(30),
      notes: 'lines that the compiler reads, libraries included',
    },
  ]
}

/** What a program of somebody else's costs to type-check. */
export const bench: Bench = {
  name: 'type-check',
  title: 'Type-checking a program that uses the package',
  run: measure,
}
