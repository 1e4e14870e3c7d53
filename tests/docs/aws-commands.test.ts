import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PYTHON } from '../python/environment.ts'

const FOLDER = join(import.meta.dirname, '../../docs/kaapana')

/** What the command line adds to AWS's own operations, with its options. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  'ec2 wait volume-available': ['volume-ids'],
  'ecr get-login-password': [],
  'eks update-kubeconfig': ['name', 'alias', 'kubeconfig'],
  'logs tail': ['follow'],
}

/** Options of every command. https://docs.aws.amazon.com/cli/latest/reference/#options */
const GLOBAL = ['output', 'profile', 'query', 'region']

interface Call {
  readonly page: string
  readonly service: string
  readonly operation: string
  readonly options: readonly string[]
}

const calls = readdirSync(FOLDER).flatMap((page): Call[] => {
  const text = readFileSync(join(FOLDER, page), 'utf8').replaceAll(/\\\n/g, ' ')
  return Array.from(
    text.matchAll(/(?:^ *|`|\$\(|\| )aws ([a-z][\w-]*) (wait [a-z-]+|[a-z][\w-]*)([^\n|`]*)/gm),
    ([, service = '', operation = '', rest = '']) => ({
      ...{ page, service, operation },
      options: Array.from(rest.matchAll(/(?<= )--([a-z][a-z-]*)/g), ([, option = '']) => option),
    }),
  )
})

const hasModels = spawnSync(PYTHON, ['-c', 'import botocore']).status === 0
if (!hasModels)
  process.stderr.write('Commands of AWS are not checked: no botocore in .cache/python.\n')

/** Options of the operations, from the models that the command line is made of. */
function known(): (readonly string[] | null)[] {
  const input = JSON.stringify(calls.map(({ service, operation }) => [service, operation]))
  const { stdout } = spawnSync(PYTHON, [join(import.meta.dirname, 'aws_operations.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  })
  return JSON.parse(stdout) as (readonly string[] | null)[]
}

describe('commands of AWS in the guides of Kaapana', () => {
  it('are there', () => expect(calls.length).toBeGreaterThan(30))

  it.skipIf(!hasModels)('exist, with their options', { timeout: 60_000 }, () => {
    const models = known()
    const wrong = calls.flatMap(({ page, service, operation, options }, at) => {
      const there = OWN[`${service} ${operation}`] ?? models[at]
      if (there === undefined || there === null) return [`${page}: aws ${service} ${operation}`]
      const allowed = [...there, ...GLOBAL]
      return options
        .filter(
          (option) => !allowed.includes(option) && !allowed.includes(option.replace(/^no-/, '')),
        )
        .map((option) => `${page}: aws ${service} ${operation} --${option}`)
    })
    expect(wrong).toEqual([])
  })
})
