import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

interface Instruction {
  name: string
  rest: string
}

/** The instructions of a Dockerfile, continued lines joined, comments left out. */
function instructions(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'))
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, ' ')
  return joined
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({
      name: (line.split(/\s/)[0] ?? '').toUpperCase(),
      rest: line.slice(line.search(/\s/)).trim(),
    }))
}

const all = instructions(readFileSync(join(ROOT, 'images/service/Dockerfile'), 'utf8'))
const final = all.slice(all.findLastIndex(({ name }) => name === 'FROM') + 1)
const of = (list: Instruction[], name: string): string[] =>
  list.filter((instruction) => instruction.name === name).map(({ rest }) => rest)
const argument = (name: string): string | undefined =>
  of(all, 'ARG')
    .find((rest) => rest.startsWith(`${name}=`))
    ?.slice(name.length + 1)

describe("the service image's Dockerfile", () => {
  it('takes every base by digest, through an argument that a build can replace', () => {
    const bases = of(all, 'FROM').map((rest) => rest.split(' ')[0] ?? '')
    const arguments_ = bases.filter((base) => base !== 'scratch')
    expect(arguments_.length).toBeGreaterThan(0)
    for (const base of arguments_) {
      const name = /^\$\{(\w+)\}$/.exec(base)?.[1] ?? base
      expect(argument(name)).toMatch(/^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/)
    }
  })

  it('names no latest tag and adds nothing from the network', () => {
    expect(all.filter(({ rest }) => /:latest\b/.test(rest))).toEqual([])
    expect(of(all, 'ADD')).toEqual([])
    expect(of(all, 'RUN').filter((rest) => /\b(curl|wget|apt-get|apk)\b/.test(rest))).toEqual([])
  })

  it('builds in one stage and ships another, without development dependencies', () => {
    expect(of(all, 'FROM').length).toBeGreaterThan(1)
    expect(of(all, 'RUN').join('\n')).toMatch(/npm ci --omit=dev --omit=peer --ignore-scripts/)
    expect(of(final, 'RUN')).toEqual([])
  })

  it('builds the console from its own packages, and ships the pages alone', () => {
    const from = all.findIndex(({ rest }) => rest.endsWith(' AS console'))
    const stage = all.slice(
      from,
      all.findIndex(({ name }, at) => at > from && name === 'FROM'),
    )
    expect(of(stage, 'RUN')).toEqual([
      'npm ci --workspace app/console --ignore-scripts --no-audit --no-fund',
      'npm run build --workspace app/console',
    ])
    expect(of(final, 'COPY')).toContain(
      '--from=console /build/app/console/dist /app/app/console/dist',
    )
  })

  it('runs as a user by number, not root, at 10000 or above', () => {
    const users = of(final, 'USER')
    expect(users).toHaveLength(1)
    const [user, group] = (users[0] ?? '').split(':').map(Number)
    expect(user).toBeGreaterThanOrEqual(10_000)
    expect(group).toBeGreaterThanOrEqual(10_000)
  })

  it('owns its data folder alone, so that the service cannot change its code', () => {
    const owned = of(final, 'COPY').filter((rest) => rest.includes('--chown'))
    expect(owned).toHaveLength(1)
    expect(owned[0]).toMatch(/\/data$/)
    expect(of(final, 'VOLUME')).toEqual(['["/data"]'])
  })

  it('checks its health with Node itself, against the liveness route', () => {
    const [check = ''] = of(final, 'HEALTHCHECK')
    const command = JSON.parse(check.slice(check.indexOf('['))) as string[]
    expect(command[0]).toBe('/usr/local/bin/node')
    expect(command[2]).toContain('/livez')
    expect(command[2]).toContain('process.env.PORT')
  })

  it('starts the service without a shell and stops it by SIGTERM', () => {
    const [entry = ''] = of(final, 'ENTRYPOINT')
    const [command = ''] = of(final, 'CMD')
    expect(JSON.parse(entry)).toEqual([
      '/usr/local/bin/node',
      '--max-semi-space-size=8',
      '--heap-growing-percent=20',
      'cli/main.js',
    ])
    expect(JSON.parse(command)).toEqual(['serve'])
    expect(of(final, 'STOPSIGNAL')).toEqual(['SIGTERM'])
  })

  it('sets production, an address others reach, and no secret', () => {
    const environment = of(final, 'ENV').join(' ')
    expect(environment).toContain('NODE_ENV=production')
    expect(environment).toContain('HOST=0.0.0.0')
    expect(environment).toContain('DATA_DIR=/data')
    expect(environment).not.toMatch(/KEY|PASSWORD|SECRET|TOKEN/)
  })

  it('copies from the context only what .dockerignore lets in', () => {
    const ignore = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n')
    expect(ignore).toContain('*')
    const allowed = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    const copied = of(all, 'COPY')
      .filter((rest) => !rest.includes('--from='))
      .flatMap((rest) => rest.split(/\s+/).slice(0, -1))
    expect(copied.filter((path) => !allowed.includes(path.split('/')[0] ?? ''))).toEqual([])
    expect(existsSync(join(ROOT, 'images/service/prune-modules.ts'))).toBe(true)
  })
})
