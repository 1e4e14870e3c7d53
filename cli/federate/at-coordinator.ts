import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { positiveNumber, wholeNumber } from './numbers.ts'
import { tell } from './tell.ts'

interface ContractOptions {
  institutions: string
  output: string
  epsilon?: number
  leaf?: number
  seed: number
  round?: string
  key: [institution: string, file: string][]
}

interface FinishOptions {
  contract: string
  contributions: string[]
  judgements: string[]
  owner?: string
  output?: string
  report?: string
  json?: boolean
}

/** What the coordinator runs: `contract`, `merge` and `finish`. */
export function addCoordinatorCommands(federate: Command): void {
  federate
    .command('contract')
    .description('At the coordinator: write what all sides agree on')
    .requiredOption('--institutions <ids>', 'ids with commas between, e.g. dkfz,ukhd')
    .requiredOption('--output <file>', 'contract file to write')
    .option('--epsilon <n>', 'private mode: what a round costs a patient', positiveNumber)
    .option('--leaf <n>', 'fewest patients in a leaf, a multiple of 5', wholeNumber)
    .option('--seed <n>', 'seed of all that is random and public', wholeNumber, 42)
    .option('--round <name>', 'name of the round')
    .option('--key <id=file>', 'public Ed25519 key of an institution (repeatable)', keyOf, [])
    .action(writeContract)
  federate
    .command('merge')
    .description('At the coordinator: check contributions and merge them')
    .requiredOption('--contract <file>', 'what all sides have agreed on')
    .requiredOption('--contributions <files...>', 'one of each institution')
    .requiredOption('--output <file>', 'draft to write, for the institutions to judge')
    .action(async (options: { contract: string; contributions: string[]; output: string }) => {
      const { writeWhole } = await import('../../app/federation/sealed-file.ts')
      const { draft } = await mergeFiles(options)
      await writeWhole(options.output, draft)
      console.log(`${options.output}: ${draft.merged.roots.length} trees\nsha256 ${draft.sha256}`)
    })
  federate
    .command('finish')
    .description('At the coordinator: calibrate, judge, ask the promotion gate, write the model')
    .requiredOption('--contract <file>', 'what all sides have agreed on')
    .requiredOption('--contributions <files...>', 'one of each institution')
    .requiredOption('--judgements <files...>', 'one of each institution')
    .option('--output <file>', 'model file to write')
    .option('--report <file>', 'HTML report to write')
    .option('--owner <name>', 'who answers for the model')
    .option('--json', 'the result as JSON on standard output')
    .action(async (options: FinishOptions) => {
      const { finishFederation } = await import('../../app/federation/finish.ts')
      const { owner } = options
      const merged = await mergeFiles(options)
      const judgements = await readAll(options.judgements)
      await tell(finishFederation({ ...merged, judgements, owner }), options)
    })
}

async function writeContract(options: ContractOptions): Promise<void> {
  const { makeContract } = await import('../../app/federation/contract.ts')
  const { writeWhole } = await import('../../app/federation/sealed-file.ts')
  const { institutions, epsilon, leaf, seed, round, key, output } = options
  const keys = await Promise.all(
    key.map(async ([institution, file]) => [institution, await readFile(file, 'utf8')] as const),
  )
  const contract = makeContract({
    institutions: institutions.split(','),
    epsilon: epsilon ?? null,
    minLeaf: leaf,
    seed,
    round,
    publicKeys: Object.fromEntries(keys),
  })
  await writeWhole(output, contract)
  console.log(`${output}: ${contract.mode} mode, round ${contract.round}`)
}

async function mergeFiles(options: { contract: string; contributions: string[] }) {
  const { mergeContributions } = await import('../../app/federation/draft.ts')
  const { readContract } = await import('../../app/federation/contract.ts')
  const { readJsonFile } = await import('../../app/federation/sealed-file.ts')
  const contract = readContract(await readJsonFile(options.contract))
  const merged = mergeContributions(await readAll(options.contributions), contract)
  return { ...merged, contract }
}

async function readAll(files: readonly string[]): Promise<{ name: string; content: unknown }[]> {
  const { readJsonFile } = await import('../../app/federation/sealed-file.ts')
  return Promise.all(files.map(async (name) => ({ name, content: await readJsonFile(name) })))
}

function keyOf(text: string, all: [string, string][]): [string, string][] {
  const [, institution, file] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (institution === undefined || file === undefined)
    throw new InvalidArgumentError('Give <institution>=<file>.')
  return [...all, [institution, file]]
}
