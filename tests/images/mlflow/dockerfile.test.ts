import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const FOLDER = join(import.meta.dirname, '../../../images/mlflow')
const text = readFileSync(join(FOLDER, 'Dockerfile'), 'utf8')
const lines = text
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
const of = (name: string): string[] =>
  lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length).trim())

describe("MLflow's Dockerfile", () => {
  it('takes its base by digest, through an argument that a build can replace', () => {
    expect(of('FROM').map((rest) => rest.split(' ')[0])).toEqual([
      ...Array(2).fill('$' + '{PYTHON_IMAGE}'),
    ])
    expect(of('ARG')).toContainEqual(
      expect.stringMatching(/^PYTHON_IMAGE=[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/),
    )
  })

  it('runs without root, owns nothing, and starts without a shell', () => {
    const [user = ''] = of('USER')
    expect(user).toMatch(/^1\d{4}:1\d{4}$/)
    expect(text).not.toContain('--chown')
    expect(JSON.parse(of('ENTRYPOINT')[0] ?? '')).toEqual([
      ...['/opt/mlflow/bin/python', '/opt/mlflow/start.py'],
    ])
  })

  it('installs nothing but what requirements.txt pins by digest', () => {
    expect(of('RUN')).toHaveLength(1)
    expect(of('RUN')[0]).toContain('--require-hashes --only-binary=:all:')
    expect(text).not.toMatch(/apt-get|curl|wget|:latest/)
    const requirements = readFileSync(join(FOLDER, 'requirements.txt'), 'utf8')
    const entries = requirements
      .replaceAll(/^#.*\n/gm, '')
      .trim()
      .split(/\n(?=\S)/)
    for (const entry of entries)
      expect(entry).toMatch(/^[a-z0-9-]+==[\w.]+ \\\n( {4}--hash=sha256:[0-9a-f]{64}( \\\n)?)+$/)
    const pinned = new Map(entries.map((entry) => entry.split(/ |==/, 2) as [string, string]))
    expect(pinned.get('mlflow')).toBe('3.17.2')
    expect([...pinned.keys()]).toEqual(expect.arrayContaining(['psycopg2-binary', 'boto3']))
  })

  it("pins the MLflow that the tests run and that the model's folder names", () => {
    const root = join(FOLDER, '../..')
    const tested = readFileSync(join(root, 'tests/python/requirements.txt'), 'utf8')
    expect(tested).toMatch(/^mlflow==3\.17\.2$/m)
    const folder = readFileSync(join(root, 'app/tracking/model-folder.ts'), 'utf8')
    expect(folder).toContain("MLFLOW_VERSION = '3.17.2'")
  })
})
