import type { Command } from 'commander'
import type { BakeFile } from '../../images/kaapana/bake/bake-file.ts'
import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
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

interface BakeCommandOptions extends BuildOptions {
  skipPublished?: boolean
}

/** `dataspace kaapana bake`: the plan as a file for `docker buildx bake`. */
export function addBake(kaapana: Command): void {
  const command = kaapana
    .command('bake')
    .description('Write the file by which docker buildx bake builds and pushes the images')
  addBuildOptions(addCheckoutOptions(command))
    .option('--skip-published', 'leave out images whose content the registry has')
    .addHelpText(
      'after',
      `
The file is run in the checkout. Images that are only bases go to the repository \`bases\`, by their
content, where the next build finds them. With --skip-published run \`dataspace kaapana retag\` after bake: it gives the images that were left out
the version's tag. A plan with an error is refused: exit code 1, and nothing on standard output.
${CREDENTIALS_HELP}

Examples:
  $ dataspace kaapana bake --source . --registry $REGISTRY --packaged build > docker-bake.json
  $ docker buildx bake --file docker-bake.json
  $ docker buildx bake --file docker-bake.json level-0`,
    )
    .action(bake)
}

async function bake(options: BakeCommandOptions): Promise<void> {
  const { bakeFile } = await import('../../images/kaapana/bake/make-bake-file.ts')
  const { bakeJson } = await import('../../images/kaapana/bake/bake-file.ts')
  const settings = await buildSettingsOf(options)
  const plan = await planToBuild(options)
  if (plan === undefined) return
  const file = bakeFile(plan, {
    ...settings,
    ...(await checkoutFactsOf(plan, options)),
    ...(options.skipPublished && { published: await published(plan) }),
  })
  const folder = outside(plan, options)
  if (folder !== undefined)
    process.stderr.write(
      `${options.packaged} is outside the checkout: give bake --allow=fs.read=${folder} as well.\n`,
    )
  process.stderr.write(`${await summary(plan, file)}\n`)
  process.stdout.write(bakeJson(file))
}

async function published(plan: KaapanaPlan): Promise<ReadonlySet<string>> {
  const { publishedImages } = await import('../../images/kaapana/publish/published-images.ts')
  return publishedImages(plan, await openRegistry(plan.registry))
}

async function summary(
  { version, containers }: KaapanaPlan,
  { target }: BakeFile,
): Promise<string> {
  const { pushedImages } = await import('../../images/kaapana/bake/image-place.ts')
  const { targetName } = await import('../../images/kaapana/bake/target-name.ts')
  const all = pushedImages(containers)
  const pushed = all.filter(({ image }) => targetName(image) in target).length
  const bases = Object.keys(target).length - pushed
  return `Version ${version}: ${pushed} of ${all.length} images to build and push, ${bases} bases for them.`
}
