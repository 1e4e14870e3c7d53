import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { type Command, Option } from 'commander'
import type { BakeOptions } from '../../images/kaapana/bake/make-bake-file.ts'
import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import type { CheckoutOptions } from './checkout-options.ts'

/** Options that say how images are built, as commander gives them. */
export interface BuildOptions extends CheckoutOptions {
  cache: string
  platform: string
  mirrored?: boolean
  sbom?: boolean
  provenance: 'none' | 'min' | 'max'
  sourceUrl?: string
}

/** Adds what every command asks for that builds. */
export function addBuildOptions(command: Command): Command {
  return command
    .option('--cache <place>', 'where layers are kept: none, registry or local:DIR', 'registry')
    .option('--platform <names>', 'what to build for, with commas', 'linux/amd64')
    .option('--mirrored', 'take external bases from their copies (mirror-bases --copy)')
    .option('--sbom', 'attach a list of what is in each image')
    .addOption(
      new Option('--provenance <mode>', 'attach how each image was built: no two builds are equal')
        .choices(['none', 'min', 'max'])
        .default('none'),
    )
    .option('--source-url <url>', "where the source is published; default: Kaapana's repository")
}

/** What of the options needs no plan, so that it is refused before one is made. */
export async function buildSettingsOf(options: BuildOptions): Promise<BakeOptions> {
  const { readCacheSetting } = await import('../../images/kaapana/bake/cache-setting.ts')
  const { proxyArgs } = await import('../../images/kaapana/bake/proxy-args.ts')
  const { sourceUrl } = options
  return {
    ...(sourceUrl !== undefined && { sourceUrl }),
    cache: readCacheSetting(options.cache),
    buildArgs: { ...proxyArgs(process.env), ...options.buildArg },
    platforms: options.platform.split(','),
    mirrored: options.mirrored ?? false,
    sbom: options.sbom ?? false,
    provenance: options.provenance,
  }
}

/** What of the options is about the checkout of a plan. */
export async function checkoutFactsOf(
  { source }: KaapanaPlan,
  { packaged }: CheckoutOptions,
): Promise<BakeOptions> {
  const { buildFacts } = await import('../../images/kaapana/bake/build-facts.ts')
  return {
    ...buildFacts(source),
    ...(packaged !== undefined && {
      packaged: relative(source, realpathSync(packaged)).replaceAll(sep, '/'),
    }),
  }
}

/** The packaged folder where it is outside of the checkout: buildx wants leave to read it. */
export function outside(
  { source }: KaapanaPlan,
  { packaged }: CheckoutOptions,
): string | undefined {
  if (packaged === undefined) return undefined
  return relative(source, realpathSync(packaged)).startsWith('..')
    ? realpathSync(packaged)
    : undefined
}
