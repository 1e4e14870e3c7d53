import { type Command, InvalidArgumentError } from 'commander'
import type { BakeFile } from '../../images/kaapana/bake/bake-file.ts'
import type { BakeOptions } from '../../images/kaapana/bake/make-bake-file.ts'
import type { BuildImagesResult, ImageBuilt } from '../../images/kaapana/build/build-images.ts'
import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import { EXIT } from '../exit-codes.ts'
import { interruptSignal } from '../interrupt.ts'
import {
  addBuildOptions,
  type BuildOptions,
  buildSettingsOf,
  checkoutFactsOf,
  outside,
} from './bake-options.ts'
import { addCheckoutOptions } from './checkout-options.ts'
import { CREDENTIALS_HELP, openRegistry } from './open-registry.ts'
import { planToBuild } from './plan-to-build.ts'

interface BuildCommandOptions extends BuildOptions {
  workers: number
  builder?: string
  logs?: string
  times?: string
}

/** `dataspace kaapana build`: builds and pushes what the registry has not. */
export function addBuild(kaapana: Command): void {
  const command = kaapana
    .command('build')
    .description('Build and push the images that the registry has not, several at a time')
  addBuildOptions(addCheckoutOptions(command))
    .option('--workers <count>', 'images built at the same time', count, 4)
    .option('--builder <name>', 'builder of buildx; default: the current one')
    .option('--logs <folder>', "keep each image's output there, as <image>.log")
    .option('--times <file>', 'how long images took: read to choose the order, then written')
    .addHelpText(
      'after',
      `
Each image is a run of docker buildx bake, started when its bases are there, the one first on which the
longest chain of work depends. An image that fails stops only what is built from it; the rest goes on.
What is pushed has a tag of its content, so that the next run continues where this one ended. In the end
every image gets the version's tag. Exit code 3: an image failed; each is named with the reason.
${CREDENTIALS_HELP}

Examples:
  $ dataspace kaapana build --source ../kaapana --registry $REGISTRY --packaged ../kaapana/build
  $ dataspace kaapana build --source . --registry $REGISTRY --packaged build --builder kaapana --workers 8`,
    )
    .action(build)
}

async function build(options: BuildCommandOptions): Promise<void> {
  const { findBuildx } = await import('../../images/kaapana/build/find-buildx.ts')
  const { readTimes, writeTimes } = await import('../../images/kaapana/build/times-file.ts')
  const { retag } = await import('../../images/kaapana/publish/retag.ts')
  const buildx = findBuildx()
  const minutes = options.times === undefined ? new Map() : readTimes(options.times)
  const settings = await buildSettingsOf(options)
  const plan = await planToBuild(options)
  if (plan === undefined) return
  const registry = await openRegistry(plan.registry)
  const { publishedImages } = await import('../../images/kaapana/publish/published-images.ts')
  const published = await publishedImages(plan, registry)
  const signal = interruptSignal()
  const result = await buildMissing(plan, {
    ...options,
    settings,
    buildx,
    minutes,
    published,
    signal,
  })
  if (options.times !== undefined)
    writeTimes(options.times, new Map([...minutes, ...result.built.map(timeOf)]))
  if (signal.aborted) {
    process.stderr.write(
      'Interrupted; what was pushed stays, and the next run goes on from there.\n',
    )
    process.exitCode = EXIT.interrupted
    return
  }
  const { failures } = await retag(without(plan, result), registry)
  report(plan, result, { there: published.size, failures })
}

/** What a build is run with. */
export interface BuildRun extends BuildCommandOptions {
  settings: BakeOptions
  buildx: readonly string[]
  minutes: ReadonlyMap<string, number>
  published: ReadonlySet<string>
  signal: AbortSignal
  /** What is changed in each build, e.g. its tags. @default nothing */
  prepare?: (file: BakeFile) => BakeFile
}

/** Builds and pushes what is not published, and tells each end on standard error. */
export async function buildMissing(
  plan: KaapanaPlan,
  options: BuildRun,
): Promise<BuildImagesResult> {
  const { buildImages } = await import('../../images/kaapana/build/build-images.ts')
  const { runBuildx } = await import('../../images/kaapana/build/run-buildx.ts')
  const { buildx, builder, logs, signal, workers, minutes, published } = options
  const { prepare = (file) => file } = options
  const folder = outside(plan, options)
  const runs = {
    buildx,
    folder: plan.source,
    signal,
    ...(folder !== undefined && { allowed: [folder] }),
    ...(builder !== undefined && { builder }),
    ...(logs !== undefined && { logs }),
  }
  return buildImages(plan, {
    bake: { ...options.settings, ...(await checkoutFactsOf(plan, options)) },
    published,
    workers,
    minutes,
    signal,
    build: (image, file) => runBuildx(image, prepare(file), runs),
    onEnd: (built, ended, all) => process.stderr.write(`[${ended}/${all}] ${lineOf(built)}\n`),
  })
}

const timeOf = ({ image, minutes }: ImageBuilt): [string, number] => [image, minutes]

function lineOf({ image, minutes, failure }: ImageBuilt): string {
  const time = minutes < 1 ? `${(minutes * 60).toFixed(0)} s` : `${minutes.toFixed(1)} min`
  return failure === undefined ? `${image}, ${time}` : `${image} failed after ${time}: ${failure}`
}

/** The plan without the images that are not there now: the others get their tag nevertheless. */
function without(plan: KaapanaPlan, { failed, left }: BuildImagesResult): KaapanaPlan {
  const missing = new Set([...failed.map(({ image }) => image), ...left])
  return { ...plan, containers: plan.containers.filter(({ image }) => !missing.has(image)) }
}

function report(
  { version }: KaapanaPlan,
  { built, failed, left }: BuildImagesResult,
  { there, failures }: { there: number; failures: readonly string[] },
): void {
  for (const failure of failures) process.stderr.write(`${failure}\n`)
  for (const { image, failure } of failed) process.stderr.write(`${image}: ${failure}\n`)
  if (left.length > 0)
    process.stderr.write(`Not tried, since a base of theirs failed: ${left.join(', ')}.\n`)
  const wrong = failed.length + left.length + failures.length
  process.stdout.write(
    `Version ${version}: ${built.length} images built, ${there} were there, ${wrong} failed.\n`,
  )
  if (wrong > 0) process.exitCode = EXIT.failure
}

function count(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new InvalidArgumentError('Give a number from 1 to 999.')
  return Number(text)
}
