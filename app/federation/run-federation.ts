import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type ContractTerms, type FederationContract, makeContract } from './contract.ts'
import { type Merged, mergeContributions } from './draft.ts'
import { type FederatedModel, finishFederation } from './finish.ts'
import { type InstitutionProcess, runInstitution } from './institution-process.ts'
import { readJsonFile, writeWhole } from './sealed-file.ts'
import { institutionsOf, STAYS_FILE, splitByInstitution } from './split-by-institution.ts'

/** A federation on one machine. */
export interface FederationRun {
  /** CSV table with the stays of two institutions or more. */
  data: string
  /** Folder for what each side has; every institution gets one below it. */
  folder: string
  terms: Omit<ContractTerms, 'institutions'>
  /** The command's entry, `cli/main.js`. */
  entry: string
  signal?: AbortSignal | undefined
  onProgress?: ((fraction: number, stage: string) => void) | undefined
}

/** Files of a run, below the folder of whoever has them. */
const FILES = {
  contract: 'contract.json',
  contribution: 'contribution.json',
  draft: 'draft.json',
  judgement: 'judgement.json',
  ledger: 'ledger.ndjson',
} as const

/**
 * Plays all sides of a federated training: the table is divided by institution, each trains and
 * judges in a process of its own that can read its own folder alone, and only files go between them,
 * through the same commands that institutions use far apart.
 */
export async function runFederation(run: FederationRun): Promise<FederatedModel> {
  const { data, folder, terms, onProgress } = run
  onProgress?.(0, 'dividing')
  const contract = makeContract({ ...terms, institutions: await institutionsOf(data) })
  const coordinator = join(folder, 'coordinator')
  const folderOf = (institution: string): string => join(folder, 'institutions', institution)
  await mkdir(coordinator, { recursive: true, mode: 0o700 })
  await splitByInstitution(data, folderOf)
  await writeWhole(join(coordinator, FILES.contract), contract)
  const sides = { run, contract, coordinator, folderOf }
  onProgress?.(0.1, 'training at the institutions')
  const contributions = await everywhere(sides, {
    given: FILES.contract,
    command: ['train'],
    output: FILES.contribution,
  })
  onProgress?.(0.6, 'merging')
  const merged: Merged = mergeContributions(contributions, contract)
  await writeWhole(join(coordinator, FILES.draft), merged.draft)
  onProgress?.(0.65, 'judging at the institutions')
  const judgements = await everywhere(sides, {
    given: FILES.draft,
    command: ['judge', '--draft', FILES.draft],
    output: FILES.judgement,
  })
  onProgress?.(0.9, 'calibrating')
  const model = finishFederation({ ...merged, contract, judgements })
  onProgress?.(1, 'done')
  return model
}

interface Sides {
  run: FederationRun
  contract: FederationContract
  coordinator: string
  folderOf: (institution: string) => string
}

/** Hands every institution a file, lets it work, and takes what it wrote. */
async function everywhere(
  { run, contract, coordinator, folderOf }: Sides,
  work: { given: string; command: readonly string[]; output: string },
): Promise<{ name: string; content: unknown }[]> {
  return Promise.all(
    contract.institutions.map(async (institution) => {
      const folder = folderOf(institution)
      await copyFile(join(coordinator, work.given), join(folder, work.given))
      const options = ['--contract', FILES.contract, '--institution', institution]
      const files = ['--data', STAYS_FILE, '--output', work.output]
      const ledger = contract.mode === 'private' ? ['--ledger', FILES.ledger] : []
      const job: InstitutionProcess = {
        entry: run.entry,
        folder,
        args: [...work.command, ...options, ...files, ...ledger],
        signal: run.signal,
      }
      await runInstitution(job)
      const name = `${institution}-${work.output}`
      await copyFile(join(folder, work.output), join(coordinator, name))
      return { name, content: await readJsonFile(join(coordinator, name)) }
    }),
  )
}
