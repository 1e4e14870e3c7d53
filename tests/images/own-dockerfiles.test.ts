import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDockerignore } from '../../images/kaapana/digest/dockerignore.ts'
import { instructionsOf } from '../../images/kaapana/dockerfile/instructions.ts'
import { copiedFiles, imageSource, OWN_IMAGES, type OwnImage } from '../../images/own-images.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const source = (name: OwnImage) => imageSource(ROOT, name)
const instructions = (name: OwnImage) => instructionsOf(read(source(name).dockerfile)).instructions
const texts = (name: OwnImage, keyword: string): string[] =>
  instructions(name).flatMap((one) => (one.keyword === keyword ? [one.text] : []))

/** Instructions of one stage: the last, or the one that the image is. */
function stage(name: OwnImage): { keyword: string; text: string }[] {
  const all = instructions(name)
  const { target } = source(name)
  const from = all.findLastIndex(
    ({ keyword, text }) =>
      keyword === 'FROM' && (target === undefined || text.endsWith(` AS ${target}`)),
  )
  const next = all.findIndex(({ keyword }, at) => at > from && keyword === 'FROM')
  return all.slice(from, next < 0 ? undefined : next)
}
const ofStage = (name: OwnImage, keyword: string): string[] =>
  stage(name).flatMap((one) => (one.keyword === keyword ? [one.text] : []))

describe.each(OWN_IMAGES)('the Dockerfile of %s', (name) => {
  it('copies what exists, and what the builder is sent', () => {
    const { context, dockerfile } = source(name)
    const rules = readDockerignore(join(ROOT, context), join(ROOT, dockerfile))
    for (const path of copiedFiles(ROOT, source(name))) {
      expect(existsSync(join(ROOT, path)), path).toBe(true)
      if (path.endsWith('Dockerfile')) continue
      const inContext = context === '.' ? path : path.slice(context.length + 1)
      expect(rules.ignores(inContext), path).toBe(false)
    }
  })

  it('takes bases by digest, and nothing else from the network but locked packages', () => {
    const values = new Map(
      texts(name, 'ARG').map((text) => text.split(/=(.*)/s, 2) as [string, string]),
    )
    const stages = texts(name, 'FROM').map((text) => text.split(' AS ')[1])
    for (const base of texts(name, 'FROM').map((text) => text.split(' ')[0] ?? '')) {
      if (base === 'scratch' || stages.includes(base)) continue
      expect(values.get(base.replace(/^\$\{|\}$/g, ''))).toMatch(
        /^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/,
      )
    }
    const run = texts(name, 'RUN').join('\n')
    expect(run).not.toMatch(/\b(apt-get|apk|curl|wget)\b/)
    for (const [install] of run.matchAll(/pip install(?:(?!&&)[\s\S])*/g))
      expect(install).toContain('--require-hashes --only-binary=:all:')
  })

  it('runs as a numbered user and group that are not root', () => {
    const [user = ''] = ofStage(name, 'USER')
    expect(user).toMatch(/^[1-9]\d{4}:[1-9]\d{4}$/)
  })
})

it('the images of service and pipeline start on the files they copy', () => {
  for (const name of ['service', 'pipeline'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'dataspace-image-'))
    try {
      const [, ...copies] = texts(name, 'COPY').filter((text) => !text.startsWith('--'))
      for (const path of copies.flatMap((text) => text.split(/\s+/).slice(0, -1)))
        if (!path.startsWith('images/'))
          cpSync(join(ROOT, path), join(folder, path), { recursive: true })
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
      const command = [
        join(folder, 'cli/main.js'),
        name === 'service' ? 'serve' : 'pipeline',
        '--help',
      ]
      expect(execFileSync(process.execPath, command, { encoding: 'utf8' })).toContain(
        'Usage: dataspace',
      )
      if (name === 'pipeline')
        for (const file of ['dvc.yaml', 'params.yaml', '.dvcignore'])
          expect(existsSync(join(folder, file)), file).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
})

describe("Airflow's image", () => {
  it.each(['airflow', 'airflow-local'] as const)(
    '%s has the DAGs, as the user of the chart',
    (name) => {
      expect(ofStage(name, 'USER')).toEqual(['50000:50000'])
      expect(ofStage(name, 'RUN')[0]).toContain('groupadd --gid 50000 airflow')
      expect(ofStage(name, 'COPY')).toContainEqual(
        expect.stringMatching(/dags \/opt\/airflow\/dags$/),
      )
      expect(ofStage(name, 'ENV')[0]).toContain('AIRFLOW_HOME=/opt/airflow')
    },
  )

  it('has what the chart calls by its path', () => {
    expect(ofStage('airflow', 'COPY')).toContain('--chmod=0555 entrypoint clean-logs /')
    const through = execFileSync(join(ROOT, 'images/airflow/entrypoint'), ['echo', 'a b'])
    expect(through.toString()).toBe('a b\n')
    execFileSync('bash', ['-n', join(ROOT, 'images/airflow/clean-logs')])
  })

  it('pins the Airflow that the tests run and that the chart is told', () => {
    const pinned = (path: string) => /^apache-airflow==(\S+)/m.exec(read(path))?.[1]
    expect(pinned('images/airflow/requirements.txt')).toBe('3.3.2')
    expect(pinned('tests/airflow/requirements.txt')).toBe('3.3.2')
    expect(read('components/versions.ts')).toContain("AIRFLOW_VERSION = '3.3.2'")
  })
})

describe('the image of the pipeline', () => {
  it('is the command, and finds it, DVC and git on PATH', () => {
    expect(ofStage('pipeline', 'ENTRYPOINT')).toEqual(['["/usr/local/bin/dataspace"]'])
    const run = texts('pipeline', 'RUN').join('\n')
    expect(run).toContain('ln -s /app/cli/main.js /usr/local/bin/dataspace')
    expect(run).toContain('git --version && dvc --version && dataspace pipeline --help')
    expect(texts('pipeline', 'ENV').join('\n')).toContain('PATH=/opt/dvc/bin:/usr/local/bin:')
  })

  it('has the DVC that the tests run, and DuckDB and YAML beside what the service has', () => {
    const version = /^dvc==(\S+)/m
    const pinned = version.exec(read('images/pipeline/requirements.txt'))?.[1]
    expect(pinned).toBe(version.exec(read('tests/python/requirements.txt'))?.[1])
    const run = texts('pipeline', 'RUN').join('\n')
    expect(run).toContain('dependencies.@duckdb/node-api=$version')
    expect(run).toContain('node prune-modules.ts . yaml')
  })

  it('holds no secret', () => {
    const set = texts('pipeline', 'ENV').join(' ')
    expect(set).not.toMatch(/\b\w*(KEY|PASSWORD|SECRET|TOKEN)\w*=/)
  })
})
