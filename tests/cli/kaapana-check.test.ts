import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type KaapanaDouble, startDouble } from '../kaapana/double/start-double.ts'
import { until } from '../until.ts'
import { runCommand, startCommand } from './run-command.ts'

let double: KaapanaDouble
let folder: string
let env: Record<string, string>
beforeAll(async () => {
  double = await startDouble()
  folder = mkdtempSync(join(tmpdir(), 'kaapana-check-'))
  writeFileSync(join(folder, 'ca.pem'), double.certificate.cert)
  writeFileSync(join(folder, 'password'), `${double.credentials.password}\n`)
  env = {
    KAAPANA_PASSWORD_FILE: join(folder, 'password'),
    KAAPANA_CLIENT_SECRET: double.credentials.clientSecret,
  }
})
afterAll(async () => {
  await double.stop()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => double.faults.clear())

const args = (...more: string[]): string[] => [
  ...['kaapana', 'check', double.baseUrl.origin, '--ca', join(folder, 'ca.pem')],
  ...['--http-port', String(double.httpPort), ...more],
]

describe('dataspace kaapana check', () => {
  it('passes a healthy Kaapana with exit code 0, and writes what machines read', async () => {
    const junit = join(folder, 'checks.xml')
    double.requests.length = 0
    const { code, stdout, stderr } = await runCommand(args('--json', '--junit', junit), env)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(double.requests.filter((one) => one.endsWith('/token'))).toHaveLength(1)
    const { url, results } = JSON.parse(stdout) as { url: string; results: { id: string }[] }
    expect(url).toBe(double.baseUrl.origin)
    const xml = readFileSync(junit, 'utf8')
    for (const { id } of results) expect(xml).toContain(`name="${id}: `)
    expect(xml).toContain('failures="0"')
    const secrets = [double.credentials.password, double.credentials.clientSecret]
    for (const secret of secrets) expect(stdout + xml).not.toContain(secret)
  })

  it('tells a failure with what to do, and exit code 1', async () => {
    double.faults.add('down /ohif/')
    const { code, stdout } = await runCommand(args('--only', 'route.ohif,tls'), env)
    expect(code).toBe(1)
    expect(stdout).toMatch(/FAILED {2}route\.ohif\.open .*\n {8}\/ohif\/ answers 502\. The proxy/)
    expect(stdout).toContain('4 passed, 2 failed, 0 skipped in')
  })

  it('without credentials sees the outside, and says what it skips', async () => {
    const { code, stdout } = await runCommand(args())
    expect(code).toBe(0)
    expect(stdout).toContain('Set KAAPANA_PASSWORD and KAAPANA_CLIENT_SECRET (or …_FILE)')
    expect(stdout).toMatch(/^- +route\.ohif\.open/m)
    expect(stdout).toMatch(/^ok +route\.ohif\.closed/m)
  })

  it('reads credentials by the AWS CLI, whose arguments hold no secret', async () => {
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    const { password: kaapanaInitPassword, clientSecret: oidcClientSecret } = double.credentials
    const SecretString = JSON.stringify({ kaapanaInitPassword, oidcClientSecret })
    writeFileSync(join(folder, 'answer.json'), JSON.stringify({ SecretString }))
    const script = `#!/bin/sh\necho "$@" > ${folder}/called\ncat ${folder}/answer.json\n`
    writeFileSync(join(bin, 'aws'), script, { mode: 0o755 })
    const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kaapana-a1b2c3'
    const path = { PATH: `${bin}:${process.env.PATH}` }
    const ended = await runCommand(args('--secret-arn', arn, '--only', 'session'), path)
    expect(ended.stdout).toContain('ok      session.sign-in')
    expect(readFileSync(join(folder, 'called'), 'utf8')).toBe(
      `secretsmanager get-secret-value --secret-id ${arn} --output json --region eu-central-1\n`,
    )
    const without = await runCommand(args('--secret-arn', arn), { PATH: join(folder, 'none') })
    expect(without.code).toBe(2)
    expect(without.stderr).toContain('read by the AWS CLI, which is not on PATH')
  })

  it('ends cleanly at Ctrl-C', async () => {
    double.faults.add('hang /ohif/')
    double.requests.length = 0
    const { child, ended } = startCommand(args('--only', 'route.ohif'), env)
    await until('the check hangs', () => double.requests.includes('GET /ohif/') || undefined)
    child.kill('SIGINT')
    const { code, stderr, stdout } = await ended
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' })
    expect(stderr).toMatch(/^Interrupted after \d of 2 checks; nothing was changed\.\n$/)
  })

  it.each<[string, string[], Record<string, string>, string]>([
    ['a host without https', ['check', 'http://kaapana.example'], {}, 'Give https://<host>'],
    ['a path', ['check', 'https://kaapana.example/flow'], {}, 'without a path'],
    [
      'two ways to trust',
      ['check', 'https://k.example', '--ca', 'x', '--insecure'],
      {},
      '--ca and --insecure: give one of them, not both.',
    ],
    [
      'half of the credentials',
      ['check', 'https://k.example'],
      { KAAPANA_PASSWORD: 'x' },
      'KAAPANA_CLIENT_SECRET is missing: signing in takes password and client secret.',
    ],
    [
      'a secret given twice',
      ['check', 'https://k.example'],
      { KAAPANA_PASSWORD: 'x', KAAPANA_PASSWORD_FILE: '/x' },
      'KAAPANA_PASSWORD and KAAPANA_PASSWORD_FILE: set one of them, not both.',
    ],
    [
      'a file that is not there',
      ['check', 'https://k.example'],
      { KAAPANA_PASSWORD_FILE: '/nowhere' },
      'KAAPANA_PASSWORD_FILE: /nowhere cannot be read (ENOENT).',
    ],
    [
      'ids that no check has',
      ['check', 'https://k.example', '--only', 'tsl'],
      {},
      '--only: no check has an id that begins so',
    ],
    [
      'a component nobody can look for',
      ['logs', 'ctp'],
      { PATH: '/nowhere' },
      'kubectl is not on PATH',
    ],
    [
      'an update of nothing',
      ['update', '--source', '.', '--registry', 'r.example/k'],
      {},
      '--images is missing: the images to update',
    ],
  ])('refuses %s', async (_, given, variables, message) => {
    const { code, stdout, stderr } = await runCommand(['kaapana', ...given], variables)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

describe('dataspace kaapana logs', () => {
  const asked = async (...given: string[]) => {
    const bin = mkdtempSync(join(folder, 'kubectl-'))
    const items = [
      { kind: 'Deployment', metadata: { name: 'opensearch-de', namespace: 'services' } },
    ]
    writeFileSync(join(bin, 'objects.json'), JSON.stringify({ items }))
    const script = `#!/bin/sh\ncase "$*" in *" get "*) cat ${bin}/objects.json;; *) echo "$@"; exit ${given.includes('--previous') ? 1 : 0};; esac\n`
    writeFileSync(join(bin, 'kubectl'), script, { mode: 0o755 })
    const PATH = `${bin}:${process.env.PATH}`
    return runCommand(['kaapana', 'logs', ...given, '--context', 'c'], { PATH })
  }

  it('asks kubectl for all containers of what a name means', async () => {
    expect(await asked('opensearch', '--since', '10m', '--lines', '7')).toMatchObject({
      code: 0,
      stdout:
        '--context=c logs deployment/opensearch-de --namespace=services --all-containers --prefix --tail=7 --since=10m\n',
    })
  })

  it('ends with exit code 3 where kubectl fails, and 2 where nothing has the name', async () => {
    expect((await asked('opensearch', '--previous')).code).toBe(3)
    const { code, stderr } = await asked('opensaerch')
    expect(code).toBe(2)
    expect(stderr).toContain('Is it opensearch-de?')
  })
})

describe('dataspace kaapana urls', () => {
  it('lists addresses and where credentials are, for a host that is named', async () => {
    const { code, stdout } = await runCommand(['kaapana', 'urls', 'https://kaapana.example'])
    expect(code).toBe(0)
    expect(stdout).toContain('https://kaapana.example/flow/home')
    expect(stdout).toContain('kaapana.example:11112, called AE kp-<project>')
    expect(stdout).toContain('Secret admin/system-user-password')
  })
})
