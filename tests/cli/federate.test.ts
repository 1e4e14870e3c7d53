import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runInstitution } from '../../app/federation/institution-process.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runCommand } from './run-command.ts'
import { HEADER, staysTable } from './stays-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'dataspace-federate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string): string => join(folder, name)

writeFileSync(path('all.csv'), `${staysTable(9000).join('\n')}\n`)
for (const institution of ['dkfz', 'ukhd']) {
  const own = staysTable(9000).filter((line) => line.includes(`,${institution},`))
  writeFileSync(path(`${institution}.csv`), `${[HEADER, ...own].join('\n')}\n`)
}

const federate = (...args: string[]) => runCommand(['federate', ...args])

describe('dataspace federate', () => {
  it('plays all sides on one machine, each with its own stays alone, and writes the model', async () => {
    const sides = path('sides')
    const files = ['--output', path('model.json'), '--report', path('report.html')]
    const given = ['--data', path('all.csv'), '--folder', sides, '--leaf', '20', ...files]
    const { code, stdout, stderr } = await federate(...given, '--json')
    expect(stderr).toBe('')
    const { decision, institutions } = JSON.parse(stdout)
    expect(code).toBe(decision.promote ? 0 : 1)
    expect(institutions.map((one: { institution: string }) => one.institution)).toEqual([
      ...['dkfz', 'embl', 'ukhd'],
    ])
    expect(readModel(readFileSync(path('model.json'))).forest.roots).toHaveLength(100)
    expect(readFileSync(path('report.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    const own = readFileSync(join(sides, 'institutions/embl/stays.csv'), 'utf8')
    expect(own).not.toMatch(/,(dkfz|ukhd),/)
    const stays = join(sides, 'institutions/ukhd/stays.csv')
    const spying = runInstitution({
      entry: join(import.meta.dirname, '../../cli/main.js'),
      folder: join(sides, 'institutions/dkfz'),
      args: [
        ...['train', '--contract', 'contract.json', '--institution', 'dkfz'],
        ...['--data', stays, '--output', 'stolen.json'],
      ],
    })
    await expect(spying).rejects.toThrow(/Access to this API has been restricted/)
    expect(existsSync(join(sides, 'institutions/dkfz/stolen.json'))).toBe(false)
  }, 60_000)

  it('takes two institutions far apart through contract, train, merge, judge and finish', async () => {
    const contract = path('contract.json')
    const agreed = ['--institutions', 'dkfz,ukhd', '--epsilon', '2', '--output', contract]
    expect(await federate('contract', ...agreed)).toMatchObject({ code: 0, stderr: '' })
    const at = (institution: string, command: string, ...more: string[]) =>
      federate(
        ...[command, '--contract', contract, '--institution', institution],
        ...[
          '--data',
          path(`${institution}.csv`),
          '--output',
          path(`${institution}-${command}.json`),
        ],
        ...['--ledger', path(`${institution}.ndjson`), '--budget', '2', ...more],
      )
    for (const one of ['dkfz', 'ukhd'])
      expect(await at(one, 'train')).toMatchObject({ code: 0, stderr: '' })
    const again = await at('dkfz', 'train')
    expect(again.code).toBe(1)
    expect(again.stderr).toMatch(/^training \w+: epsilon 2 would take \d+ patients over the budget/)
    const contributions = ['--contributions', path('dkfz-train.json'), path('ukhd-train.json')]
    const draft = ['--contract', contract, '--output', path('draft.json')]
    expect(await federate('merge', ...contributions, ...draft)).toMatchObject({ code: 0 })
    for (const one of ['dkfz', 'ukhd'])
      expect(await at(one, 'judge', '--draft', path('draft.json'))).toMatchObject({ code: 0 })
    const finished = await federate(
      ...['finish', '--contract', contract, '--output', path('far.json'), ...contributions],
      ...['--judgements', path('dkfz-judge.json'), path('ukhd-judge.json')],
    )
    expect(finished.stderr).toBe('')
    expect(finished.stdout).toMatch(/stays judged it/)
    expect(readModel(readFileSync(path('far.json'))).manifest.card.data.institutions).toEqual([
      ...['dkfz', 'ukhd'],
    ])
  }, 60_000)

  it('ends with 1 and names the contribution that it does not accept, with 2 for a wrong call', async () => {
    const contract = path('pooled.json')
    await federate('contract', '--institutions', 'dkfz,ukhd', '--output', contract)
    writeFileSync(path('foreign.json'), '{"schema":1}')
    const merge = ['merge', '--contract', contract, '--output', path('none.json')]
    const refused = await federate(...merge, '--contributions', path('foreign.json'))
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/^not merged:\n {2}\S+foreign.json: schema: /)
    expect(existsSync(path('none.json'))).toBe(false)
    const own = ['--contract', contract, '--institution', 'ukhd', '--output', path('none.json')]
    expect(await federate('train', ...own, '--data', path('all.csv'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('allowed those of ukhd alone'),
    })
    expect(await federate()).toMatchObject({ code: 2 })
  }, 60_000)
})
