import type { Job, Step, Workflow } from './workflow.ts'

/** A rule: what is wrong with a workflow, nothing where it is kept. */
export type Rule = (workflow: Workflow) => string[]

/** Rights to write that a job of ours may have, and what for. */
const WRITABLE: Readonly<Record<string, string>> = {
  'id-token': 'OIDC',
  'pull-requests': 'the comment of a preview',
  attestations: 'provenance of an image',
}

const jobs = ({ jobs }: Workflow): [string, Job][] => Object.entries(jobs)

const steps = (workflow: Workflow): [string, Step][] =>
  jobs(workflow).flatMap(([id, { steps = [] }]) =>
    steps.map((step): [string, Step] => [`${id}: ${step.uses ?? step.run?.split('\n')[0]}`, step]),
  )

const ownSteps = (workflow: Workflow): [string, Job][] =>
  jobs(workflow).filter(([, job]) => job.uses === undefined)

const uses = (name: string, { uses }: Step): boolean => uses?.startsWith(`${name}@`) ?? false

/** What supply chain and rights of the workflows must keep to, by name. */
export const RULES: Readonly<Record<string, Rule>> = {
  'actions are pinned by commit, with their version beside it': ({ text }) =>
    text
      .split('\n')
      .filter((line) => /^\s*(?:- )?uses:/.test(line) && !/uses: \.\//.test(line))
      .filter((line) => !/uses: [\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),

  'no right is granted to a whole workflow': ({ permissions }) =>
    JSON.stringify(permissions) === '{}' ? [] : [`permissions: ${JSON.stringify(permissions)}`],

  'each job names its rights, and writes only what is on the list': (workflow) =>
    jobs(workflow).flatMap(([id, { permissions }]) => {
      if (typeof permissions !== 'object') return [`${id} names no rights`]
      return Object.entries(permissions)
        .filter(([right, level]) => level === 'write' && !(right in WRITABLE))
        .map(([right]) => `${id} may write ${right}`)
    }),

  'each job ends by itself, on a runner of a fixed version': (workflow) =>
    ownSteps(workflow)
      .filter(([, job]) => !job['timeout-minutes'] || !/-\d+\.\d+$/.test(job['runs-on'] ?? ''))
      .map(([id]) => id),

  'runs of a workflow do not overtake each other': ({ triggers, concurrency, jobs }) => {
    const called = triggers.every((trigger) => trigger === 'workflow_call')
    const bounded = called
      ? Object.values(jobs).every((job) => job.concurrency !== undefined)
      : concurrency?.group !== undefined
    return bounded ? [] : ['no concurrency group']
  },

  'nothing runs with rights on code of a fork': ({ triggers }) =>
    triggers.filter((trigger) =>
      /^(pull_request_target|workflow_run|issue_comment)$/.test(trigger),
    ),

  'no secret is read: roles come by OIDC, the rest is no secret': ({ text }) =>
    text.split('\n').filter((line) => /\bsecrets\s*[.[:]|access-key/i.test(line)),

  'scripts take values from the environment, never by substitution': (workflow) =>
    steps(workflow)
      .filter(([, { run }]) => run?.includes('${{'))
      .map(([name]) => name),

  'scripts stop at the first error, also in a pipe': (workflow) =>
    steps(workflow).some(([, { run }]) => run !== undefined) &&
    JSON.stringify(workflow.defaults) !== '{"run":{"shell":"bash"}}'
      ? ['defaults.run.shell is not bash']
      : [],

  'a checkout leaves no token behind': (workflow) =>
    steps(workflow)
      .filter(([, step]) => uses('actions/checkout', step))
      .filter(([, step]) => step.with?.['persist-credentials'] !== false)
      .map(([name]) => name),

  'a job with an AWS role has OIDC, an environment, and the role from its variables': (workflow) =>
    jobs(workflow).flatMap(([id, { steps = [], environment, permissions }]) => {
      const logins = steps.filter((step) => uses('aws-actions/configure-aws-credentials', step))
      const fits = logins.every(({ with: inputs }) =>
        /^\$\{\{ vars\.AWS_\w+_ROLE_ARN \}\}$/.test(String(inputs?.['role-to-assume'])),
      )
      const guarded = environment !== undefined && permissions?.['id-token'] === 'write'
      return logins.length === 0 || (fits && guarded) ? [] : [id]
    }),

  'a pull request gets the role that can only read, and only from this repository': (workflow) =>
    workflow.triggers.includes('pull_request')
      ? jobs(workflow).flatMap(([id, job]) => {
          const own = 'github.event.pull_request.head.repo.full_name == github.repository'
          const roles = JSON.stringify(job).match(/AWS_\w+_ROLE_ARN/g) ?? []
          const fits = roles.every((role) => role === 'AWS_PREVIEW_ROLE_ARN')
          return roles.length === 0 || (fits && job.if?.includes(own)) ? [] : [id]
        })
      : [],
}
