import type { Command } from 'commander'
import { EXIT } from '../exit-codes.ts'
import { addCheckoutOptions, type CheckoutOptions } from './checkout-options.ts'
import { CREDENTIALS_HELP, openRegistry } from './open-registry.ts'
import { planToBuild } from './plan-to-build.ts'

/** `dataspace kaapana digests`: the published images of the checkout's version, by digest. */
export function addDigestsCommand(kaapana: Command): void {
  addCheckoutOptions(
    kaapana
      .command('digests')
      .description('Write the digests of the published images, for KaapanaImages to deploy'),
  )
    .addHelpText(
      'after',
      `
Standard output is {version, registry, images: {name: digest}, chartDigest}: what KaapanaImages takes as
\`built\`. Without the chart in the registry, chartDigest is missing and a line says so. Exit code 3 and
no output: an image of the plan is not in the registry; each is named.
${CREDENTIALS_HELP}

Example:
  $ dataspace kaapana digests --source ../kaapana --registry $REGISTRY > kaapana-digests.json`,
    )
    .action(writeDigests)
}

async function writeDigests(options: CheckoutOptions): Promise<void> {
  const { imageDigests } = await import('../../images/kaapana/publish/image-digests.ts')
  const plan = await planToBuild(options, false)
  if (plan === undefined) return
  const { digests, missing } = await imageDigests(plan, await openRegistry(plan.registry))
  if (missing.length === 0) {
    process.stdout.write(`${JSON.stringify(digests, null, 2)}\n`)
    if (digests.chartDigest === undefined) {
      const chart = `${plan.registry}/${plan.platformChart}:${plan.version}`
      process.stderr.write(`${chart} is not there: push the chart, then run this again.\n`)
    }
    return
  }
  process.stderr.write(
    `${plan.registry} has no ${plan.version} of ${missing.length} images: ${missing.join(', ')}. ` +
      'Build them with bake, then run retag.\n',
  )
  process.exitCode = EXIT.failure
}
