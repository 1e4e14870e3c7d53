import { type Command, InvalidArgumentError } from 'commander'
import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import type { RegistryClient } from '../../images/kaapana/publish/registry-client.ts'
import type { Kubectl } from '../../kaapana/cluster/kubectl.ts'
import type { UpdateOutcome } from '../../kaapana/update/apply-update.ts'
import type { UpdatePlan } from '../../kaapana/update/plan-update.ts'
import type { RunningContainer } from '../../kaapana/update/running-containers.ts'
import { EXIT } from '../exit-codes.ts'
import { interruptSignal } from '../interrupt.ts'
import { addBuildOptions, type BuildOptions, buildSettingsOf } from './bake-options.ts'
import { buildMissing } from './build.ts'
import { addCheckoutOptions } from './checkout-options.ts'
import { addClusterOptions, type ClusterOptions } from './cluster-options.ts'
import { CREDENTIALS_HELP, openRegistry } from './open-registry.ts'
import { planToBuild } from './plan-to-build.ts'

interface UpdateOptions extends BuildOptions, ClusterOptions {
  workers: number
  builder?: string
  logs?: string
  limit: number
  dryRun?: boolean
}

/** `dataspace kaapana update`: a change of the source into a running Kaapana. */
export function addUpdate(kaapana: Command): void {
  const command = kaapana
    .command('update')
    .description('Build images that changed, and point what runs in the cluster at them')
  addClusterOptions(addBuildOptions(addCheckoutOptions(command)))
    .option('--workers <count>', 'images built at the same time', number, 4)
    .option('--builder <name>', 'builder of buildx; default: the current one')
    .option('--logs <folder>', "keep each image's output there, as <image>.log")
    .option('--limit <seconds>', 'until what was changed must be healthy', number, 300)
    .option('--dry-run', 'say what would be built and changed, and do nothing')
    .addHelpText(
      'after',
      `
--images names what is updated. What the registry has not is built and pushed under a tag of its content; then
every Deployment, StatefulSet and DaemonSet that runs such an image is pointed at the digest. When they are not healthy
within the limit, or after Ctrl-C, the old images are put back. For developing: the release of Helm does not know of it,
and the next deployment goes back to its version. Workflows start images by the tag of the version, which update leaves
as it is. Exit code 3: not updated; the message says whether the old images run again.
${CREDENTIALS_HELP}

Examples:
  $ dataspace kaapana update --source . --registry $REGISTRY --images ctp,kaapana-backend --context kaapana --dry-run
  $ dataspace kaapana update --source . --registry $REGISTRY --images ctp --kubeconfig kaapana.yaml`,
    )
    .action(update)
}

async function update(options: UpdateOptions): Promise<void> {
  const images = await namedImages(options)
  const signal = interruptSignal()
  const plan = await planToBuild(options)
  if (plan === undefined) return
  await refuseBases(plan, images)
  const registry = await openRegistry(plan.registry)
  const { publishedImages } = await import('../../images/kaapana/publish/published-images.ts')
  const { createKubectl } = await import('../../kaapana/cluster/kubectl.ts')
  const kubectl = createKubectl(options)
  const running = await runningOf(kubectl, plan, signal)
  const published = await publishedImages(plan, registry)
  if (options.dryRun) {
    const known = plan.containers.filter(({ image }) => published.has(image))
    tellPlan(await compare(known, { plan, images, registry, running }), images, published)
    return
  }
  if (!(await build(plan, options, { published, signal }))) return
  const changes = await compare(plan.containers, { plan, images, registry, running })
  await apply(changes, { kubectl, signal, limit: options.limit })
}

async function namedImages({ images = [] }: UpdateOptions): Promise<ReadonlySet<string>> {
  if (images.length > 0) return new Set(images)
  const { KaapanaError } = await import('../../images/kaapana/kaapana-error.ts')
  throw new KaapanaError('--images is missing: the images to update, with commas between them.')
}

async function refuseBases(plan: KaapanaPlan, images: ReadonlySet<string>): Promise<void> {
  const bases = plan.containers.filter(({ image, localOnly }) => images.has(image) && localOnly)
  if (bases.length === 0) return
  const { KaapanaError } = await import('../../images/kaapana/kaapana-error.ts')
  const names = bases.map(({ image }) => image).join(', ')
  throw new KaapanaError(
    `--images: ${names} is a base, which nothing runs. Name the images that are built from it; ` +
      'dataspace kaapana plan --json lists the bases of each.',
  )
}

async function runningOf(
  kubectl: Kubectl,
  { registry }: KaapanaPlan,
  signal: AbortSignal,
): Promise<readonly RunningContainer[]> {
  const { readCluster } = await import('../../kaapana/cluster/read-cluster.ts')
  const { runningContainers } = await import('../../kaapana/update/running-containers.ts')
  return runningContainers((await readCluster(kubectl, signal)).workloads, registry)
}

interface Compared {
  readonly plan: KaapanaPlan
  readonly images: ReadonlySet<string>
  readonly registry: RegistryClient
  readonly running: readonly RunningContainer[]
}

/** What would change, of the containers whose content the registry has. */
async function compare(
  containers: KaapanaPlan['containers'],
  { plan, images, registry, running }: Compared,
): Promise<UpdatePlan> {
  const { imagePlace } = await import('../../images/kaapana/bake/image-place.ts')
  const { inParallel } = await import('../../images/kaapana/publish/in-parallel.ts')
  const { planUpdate, tagsInUse } = await import('../../kaapana/update/plan-update.ts')
  const digestOf = async (image: string, tag = ''): Promise<[string, string][]> => {
    const digest = await registry.digest(image, tag)
    return digest === undefined ? [] : [[image, digest]]
  }
  const wanted = await inParallel(
    containers.filter(({ image }) => images.has(image)),
    (container) => digestOf(container.image, imagePlace(container).contentTag),
  )
  const tags = await inParallel(tagsInUse(running, plan.registry, images), async ({ image, tag }) =>
    (await digestOf(image, tag)).map(([, digest]): [string, string] => [`${image}:${tag}`, digest]),
  )
  return planUpdate(running, {
    registry: plan.registry,
    wanted: new Map(wanted.flat()),
    tags: new Map(tags.flat()),
  })
}

function tellPlan(
  { changes, current, notRunning }: UpdatePlan,
  images: ReadonlySet<string>,
  published: ReadonlySet<string>,
): void {
  const lines = [
    ...[...images].filter((image) => !published.has(image)).map((image) => `build ${image}`),
    ...changes.map(
      ({ kind, namespace, workload, container, reference, wanted }) =>
        `change ${kind} ${namespace}/${workload} (${container}): ${reference} -> ${wanted}`,
    ),
    ...current.map(
      ({ kind, namespace, workload, image }) =>
        `keep ${kind} ${namespace}/${workload}: runs this ${image}`,
    ),
    ...notRunning.map((image) => `${image} is run by no workload`),
  ]
  process.stdout.write(`${lines.join('\n')}\nNothing was done (--dry-run).\n`)
}

async function build(
  plan: KaapanaPlan,
  options: UpdateOptions,
  { published, signal }: { published: ReadonlySet<string>; signal: AbortSignal },
): Promise<boolean> {
  const missing = plan.containers.some(({ image, selected }) => selected && !published.has(image))
  if (!missing) return true
  const { findBuildx } = await import('../../images/kaapana/build/find-buildx.ts')
  const settings = await buildSettingsOf(options)
  const { withContentTags } = await import('../../kaapana/update/content-tags.ts')
  const { failed, left } = await buildMissing(plan, {
    ...options,
    settings,
    buildx: findBuildx(),
    minutes: new Map(),
    published,
    signal,
    prepare: withContentTags,
  })
  if (signal.aborted) {
    process.stderr.write('Interrupted; nothing in the cluster was changed.\n')
    process.exitCode = EXIT.interrupted
    return false
  }
  for (const { image, failure } of failed) process.stderr.write(`${image}: ${failure}\n`)
  if (failed.length + left.length === 0) return true
  process.stderr.write('Not all images were built; nothing in the cluster was changed.\n')
  process.exitCode = EXIT.failure
  return false
}

async function apply(
  { changes, current, notRunning }: UpdatePlan,
  { kubectl, signal, limit }: { kubectl: Kubectl; signal: AbortSignal; limit: number },
): Promise<void> {
  const { applyUpdate } = await import('../../kaapana/update/apply-update.ts')
  const onStep = (step: string) => process.stderr.write(`${step}\n`)
  if (notRunning.length > 0)
    onStep(`No workload runs ${notRunning.join(', ')}: workflows start them by the version's tag.`)
  const outcome = await applyUpdate(changes, { kubectl, limit, signal, onStep })
  if (outcome.outcome === 'updated') {
    process.stdout.write(`${changes.length} containers updated, ${current.length} were current.\n`)
    return
  }
  process.stderr.write(`${told(outcome)}\n`)
  process.exitCode = signal.aborted ? EXIT.interrupted : EXIT.failure
}

const told = (outcome: Exclude<UpdateOutcome, { outcome: 'updated' }>): string =>
  outcome.outcome === 'restored'
    ? `Not updated: ${outcome.reason}. The old images run again.`
    : `Not updated: ${outcome.reason}. Look at what could not be put back: ${outcome.left.join('; ')}.`

function number(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a number from 1 to 99999.')
}
