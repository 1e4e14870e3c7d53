import { type Command, InvalidArgumentError, Option } from 'commander'
import type { RecordSource } from '../app/pipeline/data-versions.ts'
import { interruptSignal } from './interrupt.ts'

/** One `institution=address` after the other, in one argument with commas or in several. */
function recordSources(text: string, before: readonly RecordSource[] = []): RecordSource[] {
  const added = text.split(',').map((part) => {
    const [institution = '', ...address] = part.split('=')
    if (!/^[a-z0-9][a-z0-9-]{1,31}$/.test(institution) || address.join('=') === '')
      throw new InvalidArgumentError(
        'Give <institution>=<address>, as dkfz=s3://bucket/accepted/dkfz or dkfz=/data/dkfz.',
      )
    return { institution, address: address.join('=') }
  })
  return [...before, ...added]
}

const workspaceOption = (): Option =>
  new Option('--workspace <folder>', 'folder with dvc.yaml').env('PIPELINE_WORKSPACE').default('.')

/** `dataspace pipeline init|fetch|push|pull`: the workspace, and versions of what is in it. */
export function addDataVersions(pipeline: Command): void {
  addInit(pipeline)
  addFetch(pipeline)
  addPush(pipeline)
  addPull(pipeline)
}

interface Workspace {
  workspace: string
  json?: boolean
}

function addInit(pipeline: Command): void {
  pipeline
    .command('init')
    .description(
      'Make a folder a workspace: git, DVC, dvc.yaml and params.yaml; keeps what is there',
    )
    .addOption(workspaceOption())
    .addOption(
      new Option(
        '--remote <address>',
        'where versions are kept: s3://bucket/prefix, or a folder',
      ).env('DVC_REMOTE_URL'),
    )
    .option('--json', 'the result as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace pipeline init --workspace ../loop --remote ../loop-storage
  $ DVC_REMOTE_URL=s3://models/dvc dataspace pipeline init --json`,
    )
    .action(async ({ workspace, remote, json }: Workspace & { remote?: string }) => {
      const { prepareWorkspace } = await import('../app/pipeline/workspace.ts')
      const signal = interruptSignal()
      const made = await prepareWorkspace({ folder: workspace, remote, signal })
      if (json) console.log(JSON.stringify({ workspace, made }))
      else console.log(made.length > 0 ? `${workspace}: made ${made.join(', ')}` : 'Up to date.')
    })
}

function addFetch(pipeline: Command): void {
  pipeline
    .command('fetch')
    .description("Replace the extract by the accepted records of the institutions' places")
    .addOption(workspaceOption())
    .addOption(
      new Option('--source <institution=address>', 'repeat it, or separate several by commas')
        .env('PIPELINE_SOURCES')
        .argParser(recordSources)
        .makeOptionMandatory(),
    )
    .option('--json', 'the result as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace pipeline fetch --source dkfz=/data/dkfz --source ukhd=/data/ukhd
  $ PIPELINE_SOURCES=dkfz=s3://dkfz-fhir/accepted/dkfz dataspace pipeline fetch --json`,
    )
    .action(async ({ workspace, source, json }: Workspace & { source: RecordSource[] }) => {
      const { fetchRecords } = await import('../app/pipeline/data-versions.ts')
      const { files } = await fetchRecords(source, { folder: workspace, signal: interruptSignal() })
      if (json) console.log(JSON.stringify({ files, institutions: source.length }))
      else console.log(`${files} files of ${source.length} institutions`)
    })
}

function addPush(pipeline: Command): void {
  pipeline
    .command('push')
    .description('Keep the extract and the results of the stages as a version, in the DVC remote')
    .addOption(workspaceOption())
    .option('--message <text>', 'what the version is; no patient data', 'New version')
    .option('--json', 'the result as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace pipeline push --message 'Records of 23 November'
  $ dataspace pipeline push --json`,
    )
    .action(async ({ workspace, message, json }: Workspace & { message: string }) => {
      const { keepVersion } = await import('../app/pipeline/data-versions.ts')
      const version = await keepVersion(message, { folder: workspace, signal: interruptSignal() })
      if (json) console.log(JSON.stringify(version))
      else console.log(`${version.revision}${version.isNew ? '' : ' (as before)'}`)
    })
}

function addPull(pipeline: Command): void {
  pipeline
    .command('pull')
    .description('Replace the extract by that of the present version')
    .addOption(workspaceOption())
    .option('--json', 'the result as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace pipeline pull
  $ dataspace pipeline pull --json`,
    )
    .action(async ({ workspace, json }: Workspace) => {
      const { restoreVersion, revisionOf } = await import('../app/pipeline/data-versions.ts')
      await restoreVersion({ folder: workspace, signal: interruptSignal() })
      const revision = await revisionOf(workspace)
      if (json) console.log(JSON.stringify({ revision }))
      else console.log(revision ?? 'no version yet')
    })
}
