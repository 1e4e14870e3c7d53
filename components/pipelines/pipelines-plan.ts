import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { isHostName } from '../host-name.ts'
import type { LabelDetails } from '../kubernetes-labels.ts'
import { egressProblems, neededPeers } from '../kubernetes-network.ts'
import { imageProblems, nameProblems } from '../namespace/restricted-namespace.ts'
import { storageProblems } from '../object-storage-access.ts'
import { databaseProblems } from '../postgres-access.ts'
import { signInProblems } from '../sign-in-proxy/sign-in-problems.ts'
import { statementProblems } from '../workload-identity/statements.ts'
import type { PipelinesAddress, PipelinesArgs, PipelinesTasks } from './pipelines-args.ts'

/** What the arguments decide about the structure. */
export interface PipelinesPlan {
  /** Name of the component and of the Helm release. */
  readonly release: string
  readonly namespace: string
  readonly labels: LabelDetails
  /** Service account of the pods that tasks run in. */
  readonly taskAccount: string
  /** Service accounts of the chart's pods that write logs and that show them. */
  readonly accounts: { readonly workers: string; readonly page: string }
}

/**
 * Checks the arguments and settles what they leave open.
 *
 * @throws ArgumentError with every problem.
 */
export function planPipelines(name: string, args: PipelinesArgs): PipelinesPlan {
  const { namespace = name, address, tasks, aws, egress = [] } = args
  refuse('Pipelines', name, [
    ...nameProblems(name, namespace),
    ...imageProblems('image.reference', args.image.reference),
    ...databaseProblems(args.database),
    ...storageProblems('logs', args.logs, aws !== undefined),
    ...taskProblems(tasks, aws !== undefined),
    ...(address === undefined ? [] : addressProblems(address)),
    ...egress.flatMap(({ to }, at) => neededPeers(`egress[${at}].to`, to)),
    ...egressProblems(egress),
  ])
  return {
    release: name,
    namespace,
    labels: { application: 'airflow', instance: name },
    taskAccount: `${name}-tasks`,
    accounts: { workers: `${name}-worker`, page: `${name}-api-server` },
  }
}

function taskProblems(tasks: PipelinesTasks, aws: boolean): ArgumentProblem[] {
  const { image, statements = [], environment = {} } = tasks
  const problems = [
    ...imageProblems('tasks.image.reference', image.reference),
    ...statementProblems(statements).map((problem) => ({
      ...problem,
      argument: `tasks.${problem.argument}`,
    })),
  ]
  if (statements.length > 0 && !aws)
    problems.push({
      argument: 'tasks.statements',
      got: statements.map(({ sid }) => sid),
      allowed: 'left out without aws',
    })
  const names = Object.keys(environment)
  // Secrets and the database would come out of the release's values otherwise.
  if (!names.every((name) => /^[A-Z][A-Z0-9_]*$/.test(name) && !name.startsWith('AIRFLOW__')))
    problems.push({
      argument: 'tasks.environment',
      got: names,
      allowed: 'variables in capitals, digits and _, and none of Airflow’s settings',
    })
  return problems
}

function addressProblems({ hostName, callers, signIn, adminGroups = [] }: PipelinesAddress) {
  const problems: ArgumentProblem[] = [
    ...neededPeers('address.callers', callers),
    ...signInProblems('address.signIn', signIn),
  ]
  if (!isHostName(hostName))
    problems.push({
      argument: 'address.hostName',
      got: hostName,
      allowed: 'a full host name in small letters, e.g. airflow.example.org',
    })
  const strangers = adminGroups.filter((group) => !signIn.allowedGroups.includes(group))
  if (strangers.length > 0)
    problems.push({
      argument: 'address.adminGroups',
      got: strangers,
      allowed: 'among address.signIn.allowedGroups',
    })
  return problems
}
