import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sample } from './make-run.ts'
import { hasDvc, makeWorkspace, type TestWorkspace } from './workspace.ts'

const STAGES = ['validate', 'features', 'train', 'evaluate', 'card', 'register']

/** The real DVC on the stages that ship, with the command as users have it. */
describe.skipIf(!hasDvc())('a workspace of DVC', { timeout: 120_000 }, () => {
  let workspace: TestWorkspace
  beforeEach(async () => {
    workspace = makeWorkspace()
    const made = await workspace.pipeline('init', '--remote', workspace.remote)
    expect(made).toMatchObject({ code: 0, stderr: '' })
  })
  afterEach(() => workspace.remove())

  it('runs every stage once, nothing again, and after a change what depends on it', () => {
    const change = (from: string, to: string): void =>
      workspace.write('params.yaml', workspace.read('params.yaml').replace(from, to))
    change('reference: shipped', 'reference: none')
    change('trees: 100', 'trees: 10')
    change('resamples: 500', 'resamples: 100')
    workspace.write('.pipeline/extract/stays.csv', sample())
    expect(workspace.repro()).toEqual(STAGES)
    const first = workspace.read('.pipeline/registered.json')
    expect(JSON.parse(first)).toMatchObject({ registry: 'service', version: '1' })
    expect(workspace.repro()).toEqual([])
    change('resamples: 100', 'resamples: 120')
    expect(workspace.repro()).toEqual(['evaluate', 'card', 'register'])
  })

  it('keeps versions in a folder, by digests alone in git, and gives them back', async () => {
    const [first, second] = [sample(300), sample(400)]
    workspace.write('.pipeline/extract/stays.csv', first)
    expect((await workspace.pipeline('push', '--message', 'First')).code).toBe(0)
    const again = JSON.parse((await workspace.pipeline('push', '--json')).stdout)
    expect(again).toMatchObject({
      isNew: false,
      revision: workspace.git('rev-parse', 'HEAD').trim(),
    })
    workspace.write('.pipeline/extract/stays.csv', second)
    const changed = JSON.parse((await workspace.pipeline('push', '--json')).stdout)
    expect(changed).toMatchObject({ isNew: true })
    expect(workspace.git('log', '--format=%s')).toBe('New version\nFirst\n')
    const kept = workspace.git('ls-files').trim().split('\n')
    expect(kept.filter((path) => path.endsWith('.csv'))).toEqual([])
    expect(workspace.git('grep', '--cached', '-c', 'outs')).toContain('.pipeline/extract.dvc')
    expect(existsSync(workspace.remote) && readdirSync(workspace.remote)).not.toEqual([])

    // As on another machine: neither the file nor DVC's cache of it is there.
    workspace.git('checkout', '--quiet', 'HEAD~1', '--', '.pipeline/extract.dvc')
    rmSync(join(workspace.folder, '.pipeline/extract'), { recursive: true })
    rmSync(join(workspace.folder, '.dvc/cache'), { recursive: true })
    expect(await workspace.pipeline('pull')).toMatchObject({ code: 0, stderr: '' })
    expect(workspace.read('.pipeline/extract/stays.csv')).toBe(first)
  })
})
