import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createLogger } from '../../app/logging/logger.ts'
import { createPlatform } from '../../app/platform/platform.ts'
import { runCommand } from './run-command.ts'

const PROGRAMS = join(import.meta.dirname, '../rehearsal/programs')
const folder = mkdtempSync(join(tmpdir(), 'plan-'))
const plan = (environment: string, ...more: string[]) =>
  runCommand(['plan', environment, '--program', join(PROGRAMS, 'hospital'), ...more])

afterAll(() => rmSync(folder, { recursive: true }))

describe('dataspace plan', () => {
  it('shows components, resources, cost and exposure', async () => {
    const { code, stdout, stderr } = await plan('prod')
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('hospital prod: 104 resources in 4 components')
    expect(stdout).toMatch(/Monthly cost in eu-central-1: at least \d[\d,.]* USD/)
    expect(stdout).toContain('│  ')
    expect(stdout).toContain('Resources by type')
    expect(stdout).toMatch(/\[1\] https:.*, (read \d{4}-\d\d-\d\d|list price, not re-read)$/m)
    expect(stdout).toContain('Price unknown:')
    expect(stdout).toContain('public endpoint of the Kubernetes API  from 198.51.100.0/24')
  })

  it('shows the components alone when asked to', async () => {
    const { stdout } = await plan('prod', '--depth', '0')
    expect(stdout).not.toContain('│')
    expect(stdout).not.toContain('Resources by type')
  })

  it('writes a page and manifests, and compares with an earlier plan', async () => {
    const page = join(folder, 'plan.html')
    const objects = join(folder, 'objects')
    const before = join(folder, 'before.json')
    const first = await plan('prod', '--json', '--html', page, '--manifests', objects)
    expect(first.code).toBe(0)
    expect(JSON.parse(first.stdout)).toMatchObject({ environment: 'prod' })
    expect(readFileSync(page, 'utf8')).toContain('<svg')
    expect(readdirSync(objects)).toContain('readmission-deployment-readmission.yaml')
    expect(first.stderr).toContain('Secret readmission/readmission is not written')
    writeFileSync(before, first.stdout)
    const second = await plan('prod', '--against', before)
    expect(second.stdout).toBe('0 added, 0 removed, 0 changed, 108 unchanged\n')
  })

  it.each([
    [
      'an environment that is not there',
      ['plan', 'test', '--program', 'hospital'],
      'It has: dev, prod.',
    ],
    ['a depth that is no number', ['plan', 'prod', '--depth=deep', '.'], "a whole number or 'all'"],
    ['a folder without a program', ['plan', 'prod', '--program', '.'], 'No Pulumi.yaml in'],
  ])(
    'refuses %s with exit code 2',
    async (_, [word = '', name = '', option = '', of = ''], told) => {
      const { code, stdout, stderr } = await runCommand([word, name, option, join(PROGRAMS, of)])
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(told)
    },
  )

  it('writes picture and cost for the console, and refuses with exit code 2 to do so over a file', async () => {
    const files = join(folder, 'plans/prod')
    const { code, stderr } = await plan('prod', '--console', files)
    expect(code).toBe(0)
    expect(stderr).toBe(`Wrote plan.svg and plan.json to ${files}\n`)
    expect(readFileSync(join(files, 'plan.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
    const shown = createPlatform({
      links: [],
      picturePath: join(files, 'plan.svg'),
      planPath: join(files, 'plan.json'),
      logger: createLogger('silent'),
    })
    expect(await shown.plan()).toMatchObject({
      environment: 'prod',
      cost: { currency: 'USD', region: 'eu-central-1', at_least_per_month: expect.any(Number) },
    })
    const over = await plan('prod', '--console', join(files, 'plan.svg'))
    expect(over.code).toBe(2)
    expect(over.stderr).toContain('--console needs a folder')
  })

  it('refuses with exit code 2 to write manifests over a file', async () => {
    const file = join(folder, 'taken')
    writeFileSync(file, 'mine')
    const { code, stdout, stderr } = await plan('prod', '--manifests', file)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(`--manifests needs a folder, and ${file} is a file.\n`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('ends with exit code 3 when the program fails', async () => {
    const { code, stderr } = await runCommand([
      'plan',
      'thrown',
      '--program',
      join(PROGRAMS, 'failing'),
    ])
    expect(code).toBe(3)
    expect(stderr).toContain('no such tier: outer')
  })
})
