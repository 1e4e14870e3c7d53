import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How a run of bake ended. */
export interface Baked {
  readonly code: number | null
  /** Files that a COPY was carried out for, sorted: what was not in a cache. */
  readonly built: readonly string[]
  /** Files whose COPY was in a cache, sorted. */
  readonly cached: readonly string[]
  readonly errors: string
}

/** A step as BuildKit reports it. https://docs.docker.com/reference/cli/docker/buildx/build/#progress */
interface Vertex {
  readonly digest: string
  readonly name?: string
  readonly completed?: string
  readonly error?: string
  readonly cached?: boolean
}

/** Runs a bake file in a checkout: its default group, or the targets named. */
export async function runBake(
  source: string,
  file: string,
  env: Readonly<Record<string, string>>,
  ...targets: string[]
): Promise<Baked> {
  const path = join(source, '.git', 'docker-bake.json')
  writeFileSync(path, file)
  const args = ['bake', '--file', path, '--progress=rawjson', ...targets]
  const child = spawn('buildx', args, { cwd: source, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  const [code] = (await once(child, 'close')) as [number | null]
  const lines = text.split('\n')
  const steps = lines.flatMap(verticesOf).filter(({ completed }) => completed !== undefined)
  // A step that several targets share is carried out for one and found by the others.
  const built = files(steps.filter(({ cached, error }) => !cached && error === undefined))
  const cached = files(steps.filter(({ cached }) => cached))
  return {
    code,
    built,
    cached: cached.filter((file) => !built.includes(file)),
    errors: lines.filter((line) => !line.startsWith('{')).join('\n'),
  }
}

function verticesOf(line: string): Vertex[] {
  if (!line.startsWith('{')) return []
  return (JSON.parse(line) as { vertexes?: Vertex[] }).vertexes ?? []
}

/** `[app 1/2] COPY app.txt /` is the step of app.txt. */
function files(steps: readonly Vertex[]): string[] {
  const copied = steps.flatMap(({ name }) => / COPY (?:--\S+ )?(\S+)/.exec(name ?? '')?.[1] ?? [])
  return [...new Set(copied)].sort()
}
