import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { type Command, Option } from 'commander'
import type { BakeFile } from '../../images/kaapana/bake/bake-file.ts'
import type { BakeOptions } from '../../images/kaapana/bake/make-bake-file.ts'
import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import { addCheckoutOptions, type CheckoutOptions } from './checkout-options.ts'
import { CREDENTIALS_HELP, openRegistry } from './open-registry.ts'
import { planToBuild } from './plan-to-build.ts'

interface BakeCommandOptions extends CheckoutOptions {
  cache: string
  platform: string
  skipPublished?: boolean
  mirrored?: boolean
  sbom?: boolean
  provenance: 'none' | 'min' | 'max'
  sourceUrl?: string
}

/** `dataspace kaapana bake`: the plan as a file for `docker buildx bake`. */
export function addBake(kaapana: Command): void {
  addCheckoutOptions(
    kaapana
      .command('bake')
      .description('Write the file by which docker buildx bake builds and pushes the images'),
  )
    .option('--cache <place>', 'where layers are kept: none, registry or local:DIR', 'registry')
    .option('--platform <names>', 'what to build for, with commas', 'linux/amd64')
    .option('--skip-published', 'leave out images whose content the registry has')
    .option('--mirrored', 'take external bases from their copies (mirror-bases --copy)')
    .option('--sbom', 'attach a list of what is in each image')
    .addOption(
      new Option('--provenance <mode>', 'attach how each image was built: no two builds are equal')
        .choices(['none', 'min', 'max'])
        .default('none'),
    )
    .option('--source-url <url>', "where the source is published; default: Kaapana's repository")
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
  const { readCacheSetting } = await import('../../images/kaapana/bake/cache-setting.ts')
  const { buildFacts } = await import('../../images/kaapana/bake/build-facts.ts')
  const { proxyArgs } = await import('../../images/kaapana/bake/proxy-args.ts')
  const cache = readCacheSetting(options.cache)
  const buildArgs = { ...proxyArgs(process.env), ...options.buildArg }
  const plan = await planToBuild(options)
  if (plan === undefined) return
  const file = bakeFile(plan, {
    ...buildFacts(plan.source),
    ...packagedFrom(plan, options),
    ...(options.skipPublished && { published: await published(plan) }),
    ...(options.sourceUrl !== undefined && { sourceUrl: options.sourceUrl }),
    cache,
    buildArgs,
    platforms: options.platform.split(','),
    mirrored: options.mirrored ?? false,
    sbom: options.sbom ?? false,
    provenance: options.provenance,
  })
  process.stderr.write(`${await summary(plan, file)}\n`)
  process.stdout.write(bakeJson(file))
}

function packagedFrom({ source }: KaapanaPlan, { packaged }: CheckoutOptions): BakeOptions {
  if (packaged === undefined) return {}
  const folder = realpathSync(packaged)
  const path = relative(source, folder).replaceAll(sep, '/')
  if (path.startsWith('..')) {
    process.stderr.write(
      `${packaged} is outside the checkout: give bake --allow=fs.read=${folder} as well.\n`,
    )
  }
  return { packaged: path }
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
