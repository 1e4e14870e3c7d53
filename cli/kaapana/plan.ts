import { statSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import { EXIT } from '../exit-codes.ts'
import { createProgress } from '../progress.ts'
import { addCheckoutOptions, type CheckoutOptions, planOptionsOf } from './checkout-options.ts'

interface PlanOptions extends CheckoutOptions {
  json?: boolean
  html?: string
  digests: boolean
  changedSince?: string
}

/** `dataspace kaapana plan`: what a checkout builds, from what, in which order. */
export function addKaapanaPlan(kaapana: Command): void {
  addCheckoutOptions(
    kaapana
      .command('plan')
      .description('Show which images and charts a checkout of Kaapana builds, and in which order'),
  )
    .option('--json', 'the whole plan as JSON, for other programs')
    .option('--html <file>', 'write a page with a picture of all images and charts')
    .option('--changed-since <commit>', 'list the images that changes since then rebuild')
    .option('--digests', 'compute a digest of the content of every image', true)
    .option('--no-digests', 'compute none')
    .addHelpText(
      'after',
      `
Nothing is built, pulled or changed. Exit code 1: the plan has an error, which is in the list of issues.

Examples:
  $ dataspace kaapana plan --source ../kaapana
  $ dataspace kaapana plan --source ../kaapana --html plan.html
  $ dataspace kaapana plan --source ../kaapana --json > plan.json
  $ dataspace kaapana plan --source ../kaapana --images airflow,ctp
  $ dataspace kaapana plan --source ../kaapana --changed-since origin/develop`,
    )
    .action(plan)
}

async function plan(options: PlanOptions): Promise<void> {
  const { planKaapana } = await import('../../images/kaapana/plan-kaapana.ts')
  if (options.packaged !== undefined) await requireFolder(options.packaged)
  const progress = createProgress(options.json === true)
  const digests = options.digests && options.changedSince === undefined
  let made: KaapanaPlan
  try {
    made = planKaapana({ ...planOptionsOf(options), digests, onProgress: progress.update })
  } finally {
    progress.stop()
  }
  if (options.html !== undefined) await writePage(options.html, made)
  process.stdout.write(await outputOf(made, options))
  if (made.issues.some(({ severity }) => severity === 'error')) process.exitCode = EXIT.finding
}

async function outputOf(made: KaapanaPlan, options: PlanOptions): Promise<string> {
  const { json, changedSince: ref } = options
  if (ref !== undefined) {
    const { changedSince } = await import('../../images/kaapana/digest/changed-since.ts')
    const { changesJson, changesText } = await import('../../images/kaapana/report/changes.ts')
    const changes = { ref, images: changedSince(made, ref) }
    return json ? changesJson(made, changes) : changesText(made, changes)
  }
  if (json) return (await import('../../images/kaapana/report/plan-json.ts')).planJson(made)
  const { planText } = await import('../../images/kaapana/report/plan-text.ts')
  return `${planText(made)}\n`
}

async function writePage(file: string, made: KaapanaPlan): Promise<void> {
  const { planPage } = await import('../../images/kaapana/report/plan-page.ts')
  writeFileSync(file, planPage(made))
  process.stderr.write(`Wrote ${file}\n`)
}

async function requireFolder(packaged: string): Promise<void> {
  if (statSync(packaged, { throwIfNoEntry: false })?.isDirectory()) return
  const { KaapanaError } = await import('../../images/kaapana/kaapana-error.ts')
  throw new KaapanaError(
    `--packaged: expected the folder that "dataspace kaapana package --output" wrote, got ${packaged}, which is none.`,
  )
}
