import { type Command, Option } from 'commander'
import type { PackagedKaapana } from '../../images/kaapana/package/package-kaapana.ts'
import type { PackageTarget } from '../../images/kaapana/package/package-manifest.ts'
import { createProgress } from '../progress.ts'
import type { CheckoutOptions } from './checkout-options.ts'
import { planToBuild } from './plan-to-build.ts'

interface PackageCommandOptions extends CheckoutOptions {
  output: string
  target: PackageTarget
  helm?: string
  json?: boolean
}

// Not the planner's own list: images of the service hold no more than cli/ and app/.
const TARGETS = { microk8s: true, eks: true } satisfies Record<PackageTarget, true>

/** `dataspace kaapana package`: the platform's chart and the charts of its extensions, packaged. */
export function addPackage(kaapana: Command): void {
  kaapana
    .command('package')
    .description("Package the platform's chart and those that the extension collection carries")
    .requiredOption('--source <folder>', 'checkout of Kaapana: a git repository with its tags')
    .requiredOption('--output <folder>', "folder to write; in the checkout only below 'build'")
    .addOption(
      new Option('--target <target>', 'what Kaapana is to run on')
        .choices(Object.keys(TARGETS))
        .makeOptionMandatory(),
    )
    .option(
      '--registry <prefix>',
      'registry and prefix, for the tag of the collection and the hint',
    )
    .option('--platform-chart <name>', 'chart that is the platform; default: kaapana-admin-chart')
    .option('--latest', 'version <release>-latest in place of the one of the commit')
    .option('--helm <command>', 'Helm that checks the archives; default: HELM, or helm from PATH')
    .option('--json', 'the manifest and what Helm found, as JSON')
    .addHelpText(
      'after',
      `
Archives are written without Helm, so that the same commit gives the same bytes; Helm checks them where
there is one. With --target eks small changes are made to the charts, each by name; one that does not fit
the checkout ends the command before anything is written.

Examples:
  $ dataspace kaapana package --source ../kaapana --output ../kaapana/build --target microk8s
  $ dataspace kaapana package --source ../kaapana --output packaged --target eks --registry $REGISTRY`,
    )
    .action(packageCharts)
}

async function packageCharts(options: PackageCommandOptions): Promise<void> {
  const { packageKaapana } = await import('../../images/kaapana/package/package-kaapana.ts')
  const { findHelm } = await import('../../images/kaapana/package/find-helm.ts')
  const helm = options.helm ?? findHelm(process.env)
  const { output, target, registry = 'registry.example/kaapana' } = options
  const plan = await planToBuild({ ...options, registry }, false)
  if (plan === undefined) return
  const progress = createProgress(options.json === true)
  const packaged = await packageKaapana(plan, {
    output,
    target,
    ...(helm !== undefined && { helm }),
    onProgress: progress.update,
  }).finally(progress.stop)
  process.stdout.write(options.json ? json(packaged) : text(packaged, options.registry))
}

function json({ output, manifest, helm }: PackagedKaapana): string {
  return `${JSON.stringify({ output, ...manifest, helm: helm ?? null }, null, 2)}\n`
}

function text({ output, manifest, helm }: PackagedKaapana, registry = '<registry>'): string {
  const { version, target, chart, collectionCharts, overlays } = manifest
  const changed = overlays.map(({ name, unneeded }) =>
    unneeded === undefined ? `  changed: ${name}` : `  nothing to change: ${name} (${unneeded})`,
  )
  const checked =
    helm === undefined
      ? ['Not checked with Helm: there is none on PATH (HELM or --helm name one).']
      : [
          `Helm ${helm.version} read ${helm.read} archives; lint ${helm.values ? "with the checkout's values for it" : 'without values'} has ${helm.lint.length} finding(s).`,
          ...helm.lint.map((line) => `  ${line}`),
        ]
  return `${[
    `Kaapana ${version} for ${target}: ${chart.file} and ${collectionCharts.length} charts of extensions in ${output}.`,
    ...changed,
    ...checked,
    `Push the images first, then: helm push ${output}/${chart.file} oci://${registry}`,
  ].join('\n')}\n`
}
