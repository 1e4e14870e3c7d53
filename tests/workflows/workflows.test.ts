import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULES } from './rules.ts'
import { readWorkflow, type Step, WORKFLOWS } from './workflow.ts'

const ROOT = join(import.meta.dirname, '../..')

const GOOD = `
on:
  pull_request:
permissions: {}
concurrency:
  group: good
defaults:
  run:
    shell: bash
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    if: github.event.pull_request.head.repo.full_name == github.repository
    environment: dev-preview
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3
        with:
          role-to-assume: \${{ vars.AWS_PREVIEW_ROLE_ARN }}
      - run: echo "$TITLE"
`

/** One change of GOOD for each rule that breaks it. */
const PLANTED: Readonly<Record<keyof typeof RULES, [from: string, to: string]>> = {
  'actions are pinned by commit, with their version beside it': [
    '@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    '@v7.0.1',
  ],
  'no right is granted to a whole workflow': ['permissions: {}', 'permissions: write-all'],
  'each job names its rights, and writes only what is on the list': [
    'contents: read',
    'contents: write',
  ],
  'each job ends by itself, on a runner of a fixed version': ['timeout-minutes: 5', ''],
  'runs of a workflow do not overtake each other': ['group: good', 'cancel-in-progress: true'],
  'nothing runs with rights on code of a fork': ['pull_request:', 'pull_request_target:'],
  'no secret is read: roles come by OIDC, the rest is no secret': [
    '$TITLE',
    '$' + '{{ secrets.TOKEN }}',
  ],
  'scripts take values from the environment, never by substitution': [
    '$TITLE',
    '$' + '{{ github.event.pull_request.title }}',
  ],
  'scripts stop at the first error, also in a pipe': ['shell: bash', 'shell: sh'],
  'a checkout leaves no token behind': ['persist-credentials: false', 'fetch-depth: 0'],
  'a job with an AWS role has OIDC, an environment, and the role from its variables': [
    'environment: dev-preview',
    '',
  ],
  'a pull request gets the role that can only read, and only from this repository': [
    'AWS_PREVIEW_ROLE_ARN',
    'AWS_DEPLOY_ROLE_ARN',
  ],
}

const stepsOf = (file: string): Step[] =>
  WORKFLOWS.filter((workflow) => workflow.file === file).flatMap(({ jobs }) =>
    Object.values(jobs).flatMap(({ steps = [] }) => steps),
  )

const pulumiInputs = (file: string) =>
  stepsOf(file)
    .filter(({ uses }) => uses?.startsWith('pulumi/actions@'))
    .map(({ with: inputs = {} }) => inputs)

describe.each(Object.entries(RULES))('in all workflows %s', (name, rule) => {
  it.each(WORKFLOWS.map((workflow) => [workflow.file, workflow]))('(%s)', (_file, workflow) => {
    expect(rule(workflow)).toEqual([])
  })

  it('or the rule says where', () => {
    const [from, to] = PLANTED[name]!
    expect(rule(readWorkflow('good', GOOD))).toEqual([])
    expect(GOOD).toContain(from)
    expect(rule(readWorkflow('bad', GOOD.replace(from, to)))).not.toEqual([])
  })
})

describe('the workflows', () => {
  it('use one version of each action', () => {
    const pins = new Map<string, Set<string>>()
    for (const { text } of WORKFLOWS) {
      for (const [, action = '', pin = ''] of text.matchAll(/uses: ([\w./-]+)@(.+)$/gm)) {
        pins.set(action, (pins.get(action) ?? new Set()).add(pin))
      }
    }
    expect(pins.size).toBeGreaterThan(8)
    expect([...pins].filter(([, versions]) => versions.size > 1)).toEqual([])
  })

  it('plan every environment of a pull request without an account, and preview it in one comment', () => {
    const preview = WORKFLOWS.find(({ file }) => file === 'preview.yaml')!
    expect(preview.jobs.plan?.permissions).toEqual({ contents: 'read' })
    expect(preview.jobs.plan?.environment).toBeUndefined()
    expect(preview.text).toContain('npm run --silent plan -- "$ENVIRONMENT"')
    expect(preview.text.match(/environment: \[dev, staging, prod\]/g)).toHaveLength(2)
    expect(pulumiInputs('preview.yaml').at(-1)).toMatchObject({
      command: 'preview',
      'comment-on-pr': true,
      'edit-pr-comment': true,
      'suppress-outputs': true,
      'always-include-summary': true,
    })
  })

  it('deploy dev, then staging, then prod, each in its environment, and never break off', () => {
    const deploy = WORKFLOWS.find(({ file }) => file === 'deploy.yaml')!
    expect(deploy.triggers).toEqual(['push', 'workflow_dispatch'])
    expect(deploy.concurrency).toEqual({ group: 'deploy', 'cancel-in-progress': false })
    const needs = Object.entries(deploy.jobs).map(([id, job]) => [id, job.needs])
    expect(needs).toEqual([
      ['image', undefined],
      ['dev', 'image'],
      ['staging', ['image', 'dev']],
      ['prod', ['image', 'staging']],
    ])
    const called = WORKFLOWS.find(({ file }) => file === 'deploy-environment.yaml')!
    expect(called.jobs.deploy?.environment).toBe('${' + '{ inputs.environment }}')
    expect(called.triggers).toEqual(['workflow_call'])
    expect(pulumiInputs('deploy-environment.yaml').at(-1)).toMatchObject({ command: 'up' })
  })

  it('look for drift every night and change nothing', () => {
    expect(pulumiInputs('drift.yaml').at(-1)).toMatchObject({
      command: 'preview',
      refresh: true,
      'expect-no-changes': true,
    })
  })

  it('build the image with SBOM, provenance, signature and attestation, known by its digest', () => {
    const image = stepsOf('image.yaml')
    const build = image.find(({ uses }) => uses?.startsWith('docker/build-push-action@'))
    expect(build?.with).toMatchObject({ push: true, sbom: true, provenance: 'mode=max' })
    expect(String(build?.with?.tags)).not.toContain('latest')
    const commands = image.map(({ run, uses }) => run ?? uses?.split('@')[0]).join('\n')
    expect(commands).toContain('cosign sign --yes "$REFERENCE"')
    expect(commands).toContain('actions/attest')
  })

  it("build Kaapana's images, push the chart after the last one, and stop the builder at any end", () => {
    const steps = stepsOf('kaapana-images.yaml')
    const commands = steps.flatMap(({ run = '' }) =>
      Array.from(run.matchAll(/-- kaapana [a-z-]+|buildx bake|helm push|replicas=\d/g), String),
    )
    expect(commands).toEqual([
      '-- kaapana plan',
      '-- kaapana package',
      'replicas=1',
      '-- kaapana mirror-bases',
      '-- kaapana build',
      'helm push',
      '-- kaapana digests',
      'replicas=0',
    ])
    expect(steps.at(-1)?.if).toMatch(/^always\(\)/)
    expect(steps.some(({ run }) => run?.includes('|| true'))).toBe(false)
  })

  it('give a program of ours no option that it does not have', async () => {
    const { Command } = await import('commander')
    const { addKaapana } = await import('../../cli/kaapana.ts')
    const program = new Command()
    addKaapana(program)
    const known = program.commands[0]?.commands ?? []
    const calls = stepsOf('kaapana-images.yaml').flatMap(({ run = '' }) =>
      Array.from(run.replaceAll('\\\n', ' ').matchAll(/-- kaapana ([a-z-]+)(.*)/g)),
    )
    const wrong = calls.flatMap(([, name = '', rest = '']) => {
      const command = known.find((one) => one.name() === name)
      const options = command?.options.map(({ long }) => long) ?? []
      const given = Array.from(rest.split(/[|>]/)[0]?.matchAll(/ (--[a-z-]+)/g) ?? [], ([, o]) => o)
      return given.filter((o) => !options.includes(o)).map((o) => `${name} ${o}`)
    })
    expect(calls.length).toBeGreaterThan(4)
    expect(wrong).toEqual([])
  })

  // A Go program: `go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12`.
  const folders = (process.env.PATH ?? '').split(delimiter)
  const actionlint = folders.map((folder) => join(folder, 'actionlint')).find(existsSync)
  it.skipIf(actionlint === undefined)('satisfy actionlint', () => {
    expect(execFileSync(actionlint!, { cwd: ROOT, encoding: 'utf8' })).toBe('')
  })
})
