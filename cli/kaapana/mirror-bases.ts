import type { Command } from 'commander'
import type { MirroredBase } from '../../images/kaapana/mirror/plan-mirror.ts'
import { EXIT } from '../exit-codes.ts'
import { createProgress } from '../progress.ts'
import { addCheckoutOptions, type CheckoutOptions } from './checkout-options.ts'
import { CREDENTIALS_HELP, openRegistry } from './open-registry.ts'
import { planToBuild } from './plan-to-build.ts'

interface MirrorOptions extends CheckoutOptions {
  json?: boolean
  copy?: boolean
  refresh?: boolean
}

/** `dataspace kaapana mirror-bases`: external bases, and their copies in one's own registry. */
export function addMirrorBases(kaapana: Command): void {
  addCheckoutOptions(
    kaapana
      .command('mirror-bases')
      .description('List the external images that builds start from, or copy them to the registry'),
  )
    .option('--copy', 'copy those that the registry has not, with buildx')
    .option('--refresh', 'with --copy: copy all, since floating tags may have moved')
    .option('--json', 'the list as JSON')
    .addHelpText(
      'after',
      `
Copies go to <registry>/mirror/<host>/<path>, and \`bake --mirrored\` builds from them: Docker Hub's limits
stop no build, and a floating tag stays what it was until --refresh. The repositories must exist, or be
made on push by a creation template of ECR for the prefix <prefix>/mirror. Exit code 3: a copy failed;
the next run goes on.

Without copies: a pull-through cache rule of ECR for docker.io (it needs an account there, as a secret)
fetches on first use. Then name it as mirror of docker.io in buildkitd's config; --mirrored is not needed.
https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
${CREDENTIALS_HELP}

Examples:
  $ dataspace kaapana mirror-bases --source ../kaapana
  $ dataspace kaapana mirror-bases --source ../kaapana --registry $REGISTRY --copy`,
    )
    .action(mirrorBases)
}

async function mirrorBases(options: MirrorOptions): Promise<void> {
  const { planMirror } = await import('../../images/kaapana/mirror/plan-mirror.ts')
  const registry = options.copy ? options.registry : (options.registry ?? '<registry>')
  const listed = options.registry === undefined && !options.copy
  const asked = { ...options, ...(listed ? { registry: 'registry.example' } : {}) }
  const plan = await planToBuild(asked, false)
  if (plan === undefined) return
  const bases = planMirror({ ...plan, registry: registry ?? plan.registry })
  if (options.copy) await copyAll(bases, plan.registry, options)
  else process.stdout.write(options.json ? `${JSON.stringify(bases, null, 2)}\n` : table(bases))
}

async function copyAll(
  bases: readonly MirroredBase[],
  registry: string,
  options: MirrorOptions,
): Promise<void> {
  const { copyBases } = await import('../../images/kaapana/mirror/copy-bases.ts')
  const { findBuildx } = await import('../../images/kaapana/build/find-buildx.ts')
  const buildx = findBuildx()
  const progress = createProgress(options.json === true)
  const ended = await copyBases(bases, {
    buildx,
    target: await openRegistry(registry),
    refresh: options.refresh ?? false,
    onCopy: ({ reference }, done) => progress.update(done / bases.length, reference),
  }).finally(progress.stop)
  const { copied, present, failures } = ended
  for (const failure of failures) process.stderr.write(`${failure}\n`)
  process.stdout.write(
    options.json
      ? `${JSON.stringify(ended, null, 2)}\n`
      : `${copied.length} copied, ${present.length} were there, ${failures.length} failed.\n`,
  )
  if (failures.length > 0) process.exitCode = EXIT.failure
}

function table(bases: readonly MirroredBase[]): string {
  const rows = bases.map(({ reference, floating, images, copy }) => [
    reference,
    floating ? 'floats' : 'pinned',
    `${images.length} ${images.length === 1 ? 'image' : 'images'}`,
    copy,
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) => `${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}\n`)
    .join('')
}
