import { JOBS, NAMESPACES, RELEASES, WORKLOADS } from '../cluster/expected.ts'
import { goneJobs, jobProblems } from '../cluster/job-problems.ts'
import type { Kubectl } from '../cluster/kubectl.ts'
import { diskLine, fullDisks, nodeProblems, readDisks } from '../cluster/node-problems.ts'
import type { Node, Secret } from '../cluster/objects.ts'
import { podLine, podProblems } from '../cluster/pod-problems.ts'
import { PULL_SECRET, readPullSecret, stalePullSecrets } from '../cluster/pull-secrets.ts'
import { type ClusterFacts, readCluster } from '../cluster/read-cluster.ts'
import { readReleases, releaseProblems } from '../cluster/releases.ts'
import { missingWorkloads, rolloutProblem } from '../cluster/rollouts.ts'
import type { Check, Verdict } from './check.ts'
import { once } from './once.ts'
import type { Target } from './target.ts'

type Judge = (kubectl: Kubectl, facts: Facts, signal: AbortSignal) => Promise<Verdict>
type Facts = () => Promise<ClusterFacts>

const CHECKS: readonly (Pick<Check, 'id' | 'title'> & { readonly judge: Judge })[] = [
  {
    id: 'cluster.namespaces',
    title: "Kaapana's namespaces are there",
    judge: async (_, facts) => judgeNamespaces(await facts()),
  },
  {
    id: 'cluster.releases',
    title: 'All releases of Helm are deployed',
    judge: async (kubectl, _, signal) => {
      const releases = await readReleases(kubectl, signal)
      return verdict(releaseProblems(releases, RELEASES), {
        good: `${releases.length} releases are deployed.`,
        fix: 'See dataspace kaapana logs init-extensions and kube-helm-deployment.',
      })
    },
  },
  {
    id: 'cluster.workloads',
    title: 'All Deployments, StatefulSets and DaemonSets have their pods',
    judge: async (_, facts) => {
      const { workloads } = await facts()
      const missing = missingWorkloads(workloads, WORKLOADS).map((name) => `${name} is missing`)
      const waiting = workloads.flatMap((workload) => rolloutProblem(workload) ?? [])
      return verdict([...missing, ...waiting], {
        good: `${workloads.length} workloads have their pods.`,
        fix: 'See dataspace kaapana status.',
      })
    },
  },
  {
    id: 'cluster.pods',
    title: 'All pods that the platform keeps running are ready',
    judge: async (_, facts) => {
      const { pods } = await facts()
      return verdict(podProblems(pods).map(podLine), {
        good: `${pods.length} pods, none unhealthy.`,
        fix: 'dataspace kaapana status shows their last lines.',
      })
    },
  },
  {
    id: 'cluster.jobs',
    title: "The platform's jobs are done",
    judge: async (_, facts) => {
      const { jobs } = await facts()
      const gone = goneJobs(jobs, JOBS)
      const note = gone.length === 0 ? '' : ` Removed since: ${gone.join(', ')}.`
      return verdict(jobProblems(jobs, JOBS), {
        good: `${jobs.length} jobs, none open.${note}`,
        fix: 'See dataspace kaapana logs with the name of the job.',
      })
    },
  },
  {
    id: 'cluster.nodes',
    title: 'All nodes are ready and have room',
    judge: async (_, facts) => {
      const { nodes } = await facts()
      return verdict(nodeProblems(nodes), {
        good: `${nodes.length} nodes are ready, without pressure.`,
        fix: 'A full disk ends in evictions: make it larger, or remove images that nothing runs.',
      })
    },
  },
  {
    id: 'cluster.disks',
    title: 'Disks of the nodes are less than 85 % full',
    judge: async (kubectl, facts, signal) => judgeDisks(kubectl, (await facts()).nodes, signal),
  },
  {
    id: 'cluster.pull-secret',
    title: 'The password by which images are pulled has not ended',
    judge: async (kubectl, _, signal) => judgePullSecrets(kubectl, signal),
  },
]

/** What a kubeconfig shows; skipped without one. */
export function clusterChecks({ kubectl }: Target): Check[] {
  return CHECKS.map(({ id, title, judge }) => ({ id, title, judge })).map(
    withFacts(kubectl, kubectl && once((signal: AbortSignal) => readCluster(kubectl, signal))),
  )
}

function withFacts(
  kubectl: Kubectl | undefined,
  read: ((signal: AbortSignal) => Promise<ClusterFacts>) | undefined,
) {
  return ({ id, title, judge }: (typeof CHECKS)[number]): Check => ({
    id,
    title,
    run: async (signal) =>
      kubectl === undefined || read === undefined
        ? { outcome: 'skipped', detail: 'No kubeconfig is given (--kubeconfig or --context).' }
        : judge(kubectl, () => read(signal), signal),
  })
}

function judgeNamespaces({ namespaces }: ClusterFacts): Verdict {
  const active = namespaces.filter(({ status }) => status?.phase !== 'Terminating')
  const names = new Set(active.map(({ metadata }) => metadata.name))
  const missing = NAMESPACES.filter((name) => !names.has(name))
  const projects = [...names].filter((name) => name.startsWith('project-'))
  return verdict(
    missing.map((name) => `${name} is missing or goes away`),
    {
      good: `${NAMESPACES.slice(0, 3).join(', ')} and ${projects.length} of projects.`,
      fix: 'Is it the cluster of Kaapana (--context)? Else deploy again.',
    },
  )
}

async function judgeDisks(
  kubectl: Kubectl,
  nodes: readonly Node[],
  signal: AbortSignal,
): Promise<Verdict> {
  const names = nodes.map(({ metadata }) => metadata.name)
  const read = await Promise.all(
    names.map((name) => readDisks(kubectl, name, signal).catch(() => [])),
  )
  const disks = read.flat()
  if (disks.length === 0)
    return {
      outcome: 'skipped',
      detail: 'No kubelet tells through the API server how full they are.',
    }
  return verdict(fullDisks(disks), {
    good: `${disks.map(diskLine).join('; ')}.`,
    fix: 'Make the volume larger, or remove images that nothing runs.',
  })
}

async function judgePullSecrets(kubectl: Kubectl, signal: AbortSignal): Promise<Verdict> {
  const field = `--field-selector=metadata.name=${PULL_SECRET}`
  const args = ['get', 'secrets', '--all-namespaces', field, '--show-managed-fields']
  const { items } = JSON.parse(await kubectl.run([...args, '--output=json'], signal)) as {
    items: readonly Secret[]
  }
  const secrets = items.flatMap(readPullSecret)
  const ends = secrets.flatMap((one) => one.ends ?? [])
  if (secrets.length === 0)
    return {
      outcome: 'skipped',
      detail: `There is no ${PULL_SECRET}: nodes pull by their own role.`,
    }
  return verdict(stalePullSecrets(secrets, Date.now()), {
    good:
      ends.length === 0
        ? `${secrets.length} secrets, whose passwords do not end.`
        : `${secrets.length} secrets, the first ends ${new Date(Math.min(...ends)).toISOString()}.`,
    fix: 'Pods with new images cannot start. The refresh does not run: see docs/kaapana/verify.md.',
  })
}

/** Problems shown of many. */
const SHOWN = 8

function verdict(
  problems: readonly string[],
  { good, fix }: { good: string; fix: string },
): Verdict {
  if (problems.length === 0) return { outcome: 'passed', detail: good }
  const more = problems.length > SHOWN ? `; and ${problems.length - SHOWN} more` : ''
  return { outcome: 'failed', detail: `${problems.slice(0, SHOWN).join('; ')}${more}. ${fix}` }
}
