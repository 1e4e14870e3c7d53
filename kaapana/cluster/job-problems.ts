import { type Job, nameOf } from './objects.ts'

/**
 * What is not as it shall be with the platform's jobs: one that failed or still runs. A job that is
 * not there is done: Kubernetes removes some after five minutes, and the newest matter. Jobs in
 * namespaces of projects are users' workflows, but for those that are expected there.
 */
export function jobProblems(
  jobs: readonly Job[],
  expected: Readonly<Record<string, readonly string[]>>,
): string[] {
  return jobs.filter((job) => isPlatforms(job, expected)).flatMap((job) => problemOf(job) ?? [])
}

/** Expected jobs of which nothing is there any more. */
export function goneJobs(
  jobs: readonly Job[],
  expected: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Object.entries(expected).flatMap(([namespace, names]) =>
    names
      .filter((name) => !jobs.some((job) => isNamed(job, namespace, name)))
      .map((name) => `${namespace}/${name}`),
  )
}

function isPlatforms(job: Job, expected: Readonly<Record<string, readonly string[]>>): boolean {
  const { namespace = 'default' } = job.metadata
  if (!namespace.startsWith('project-')) return true
  return (expected[namespace] ?? []).some((name) => isNamed(job, namespace, name))
}

const isNamed = ({ metadata }: Job, namespace: string, name: string): boolean =>
  metadata.namespace === namespace &&
  (metadata.name === name || metadata.name.startsWith(`${name}-`))

function problemOf(job: Job): string | undefined {
  const { active = 0, failed = 0, succeeded = 0, conditions = [] } = job.status ?? {}
  const is = (type: string) => conditions.find((one) => one.type === type && one.status === 'True')
  const failure = is('Failed')
  if (failure !== undefined) {
    const { reason = 'Failed', message = '' } = failure
    return `${nameOf(job)} failed: ${reason}${message === '' ? '' : `, ${message}`}`
  }
  if (is('Complete') !== undefined || succeeded > 0) return undefined
  const tries = failed > 0 ? `, ${failed} tries failed` : ''
  return active > 0 ? `${nameOf(job)} runs${tries}` : `${nameOf(job)} has not begun${tries}`
}
