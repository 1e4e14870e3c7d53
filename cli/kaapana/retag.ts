import type { Command } from 'commander'
import { EXIT } from '../exit-codes.ts'
import { addCheckoutOptions, type CheckoutOptions } from './checkout-options.ts'
import { CREDENTIALS_HELP, openRegistry } from './open-registry.ts'
import { planToBuild } from './plan-to-build.ts'

/** `dataspace kaapana retag`: the version's tag for images whose content was there already. */
export function addRetag(kaapana: Command): void {
  addCheckoutOptions(
    kaapana
      .command('retag')
      .description("Give images that were published before the tag of the checkout's version"),
  )
    .addHelpText(
      'after',
      `
Every image of the plan is looked up by its content, so that this can be repeated, and also checks that
nothing is missing. Exit code 3: an image is not there, or could not be tagged; each is named.
${CREDENTIALS_HELP}

Example:
  $ dataspace kaapana retag --source ../kaapana --registry $REGISTRY --packaged build`,
    )
    .action(retagImages)
}

async function retagImages(options: CheckoutOptions): Promise<void> {
  const { retag } = await import('../../images/kaapana/publish/retag.ts')
  const plan = await planToBuild(options)
  if (plan === undefined) return
  const { tagged, unchanged, failures } = await retag(plan, await openRegistry(plan.registry))
  for (const failure of failures) process.stderr.write(`${failure}\n`)
  process.stdout.write(
    `Version ${plan.version}: ${tagged.length} images tagged, ${unchanged.length} had the tag, ` +
      `${failures.length} failed.\n`,
  )
  if (failures.length > 0) process.exitCode = EXIT.failure
}
