import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import { EXIT } from '../exit-codes.ts'
import { createProgress } from '../progress.ts'
import { type CheckoutOptions, planOptionsOf } from './checkout-options.ts'

/**
 * The plan, with digests; nothing where it has errors, which are told on standard error: what is
 * built from such a plan would be incomplete.
 */
export async function planToBuild(
  options: CheckoutOptions,
  digests = true,
): Promise<KaapanaPlan | undefined> {
  await requireRegistry(options)
  const { planKaapana } = await import('../../images/kaapana/plan-kaapana.ts')
  const progress = createProgress(false)
  let plan: KaapanaPlan
  try {
    plan = planKaapana({ ...planOptionsOf(options), digests, onProgress: progress.update })
  } finally {
    progress.stop()
  }
  const errors = plan.issues.filter(({ severity }) => severity === 'error')
  for (const { file, line, rule, message } of errors) {
    const place = line === undefined ? file : `${file}:${line}`
    process.stderr.write(`${place}: ${message} (${rule})\n`)
  }
  if (errors.length === 0) return plan
  process.stderr.write(
    `The plan has ${errors.length} error${errors.length === 1 ? '' : 's'}, nothing was done. Mend ` +
      'the checkout, or leave out what is wrong with --images, --charts or --ignore.\n',
  )
  process.exitCode = EXIT.finding
  return undefined
}

async function requireRegistry({ registry }: CheckoutOptions): Promise<void> {
  if (registry !== undefined) return
  const { KaapanaError } = await import('../../images/kaapana/kaapana-error.ts')
  throw new KaapanaError(
    '--registry is missing: where images are pushed to, host and prefix without scheme, such as ' +
      '123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana.',
  )
}
