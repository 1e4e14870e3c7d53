import { describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

const COMMANDS: [string, ...string[]][] = [
  ['serve'],
  ['train'],
  ['evaluate'],
  ['predict'],
  ['audit', 'verify'],
  ['plan'],
  ['rehearse'],
  ['kaapana', 'plan'],
  ['kaapana', 'package'],
  ['kaapana', 'send'],
  ['kaapana', 'workflow', 'run'],
  ['kaapana', 'link'],
  ['kaapana', 'check'],
  ['kaapana', 'status'],
  ['kaapana', 'urls'],
]

describe('dataspace', () => {
  it.each(COMMANDS)('%s --help shows examples and exits 0', async (...words) => {
    const { code, stdout } = await runCommand([...words, '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Examples:\n {2}\$ .*dataspace/)
    expect(stdout).toContain('--json')
  })

  it('lists its commands and what exit codes mean', async () => {
    const { code, stdout } = await runCommand(['--help'])
    expect(code).toBe(0)
    for (const [word] of COMMANDS) expect(stdout).toContain(word)
    expect(stdout).toContain('2 wrong call or input, nothing done')
  })

  it.each([
    ['an unknown command', ['forecast'], "unknown command 'forecast'"],
    [
      'an unknown option',
      ['train', '--data', 'a', '--output', 'b', '--tree', '5'],
      "unknown option '--tree'",
    ],
    ['a missing option', ['train', '--data', 'x.csv'], "'--output <file>' not specified"],
    ['no subcommand', ['audit'], 'Usage: dataspace audit'],
    [
      'text for a number',
      ['train', '--data', 'a', '--output', 'b', '--trees', 'many'],
      'Give a whole number.',
    ],
    [
      'an anchor that is none',
      ['audit', 'verify', '--anchor', '12'],
      'Give <number>:<64 hexadecimal digits>',
    ],
  ])('refuses %s with exit code 2', async (_, args, told) => {
    const { code, stdout, stderr } = await runCommand(args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(told)
    expect(stderr).not.toMatch(/^ {4}at /m)
  })
})
