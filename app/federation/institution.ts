import { readTable } from '../forest/read-table.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import {
  contractHash,
  type FederationContract,
  microEpsilon,
  type PrivateContract,
  readContract,
} from './contract.ts'
import { type Contribution, makeContribution } from './contribution.ts'
import { readDraft } from './draft.ts'
import { FederationError } from './federation-error.ts'
import { MICRO } from './geometric-noise.ts'
import { type Judgement, judgeDraft } from './judgement.ts'
import { keysOf, type PatientPart, patientParts } from './patient-parts.ts'
import { spend } from './privacy-ledger.ts'
import { readJsonFile, writeWhole } from './sealed-file.ts'

/** What an institution does in its own place, with its own data. */
export interface InstitutionJob {
  /** File of the contract. */
  contract: string
  institution: string
  /** CSV table of this institution's stays alone. */
  data: string
  /** Where what may leave is written. */
  output: string
  /** File of the privacy ledger; private mode needs one. */
  ledger?: string | undefined
  /** What a patient may cost in all releases of the ledger. @default twice the contract's epsilon */
  budget?: number | undefined
  /** Ed25519 key, PEM, to sign with. */
  privateKey?: string | undefined
  onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Trains this institution's contribution and writes its file. In private mode every patient's
 * epsilon is spent in the ledger first, and is not given back if the rest fails.
 *
 * @throws FederationError, TableError, or BudgetExceeded, with nothing written.
 */
export async function trainInstitution(job: InstitutionJob): Promise<Contribution> {
  const contract = readContract(await readJsonFile(job.contract))
  const table = await ownTable(job)
  await spendFor(job, { contract, table, release: 'training', parts: ['train'] })
  const { institution, privateKey, onProgress } = job
  const contribution = makeContribution({ contract, institution, table, privateKey, onProgress })
  await writeWhole(job.output, contribution)
  return contribution
}

/**
 * Judges a draft on this institution's patients and writes what may leave; see `judgeDraft`.
 *
 * @throws FederationError, TableError, or BudgetExceeded, with nothing written.
 */
export async function judgeAtInstitution(
  job: InstitutionJob & { draft: string },
): Promise<Judgement> {
  const contract = readContract(await readJsonFile(job.contract))
  const draft = readDraft(await readJsonFile(job.draft), contract)
  const table = await ownTable(job)
  const parts = ['calibrate', 'judge'] as const
  await spendFor(job, { contract, table, release: 'judging', parts })
  const { institution, privateKey } = job
  const judgement = judgeDraft({ contract, institution, draft, table, privateKey })
  await writeWhole(job.output, judgement)
  return judgement
}

/** A table with another institution's stays would let them leave under this one's name. */
async function ownTable({ data, institution }: InstitutionJob): Promise<ReadmissionTable> {
  const table = await readTable(data)
  const foreign = table.institutions.filter((one) => one !== institution)
  if (foreign.length > 0) {
    throw new FederationError(
      `${data}: holds stays of ${foreign.join(', ')}, allowed those of ${institution} alone`,
    )
  }
  return table
}

interface Release {
  contract: FederationContract
  table: ReadmissionTable
  release: string
  parts: readonly PatientPart[]
}

async function spendFor(job: InstitutionJob, of: Release): Promise<void> {
  const { contract, table, release, parts } = of
  if (contract.mode !== 'private') return
  if (job.ledger === undefined) {
    throw new FederationError('ledger: private mode needs a file to write what is spent')
  }
  const all = patientParts(table)
  const rows = Uint32Array.from(parts.flatMap((part) => [...all[part]]))
  await spend(job.ledger, {
    release: `${release} ${contractHash(contract).slice(0, 16)}`,
    institution: job.institution,
    patients: keysOf(table, rows),
    microEpsilon: microEpsilon(contract),
    microBudget: budgetOf(job, contract),
  })
}

function budgetOf({ budget }: InstitutionJob, contract: PrivateContract): number {
  const micro = Math.round((budget ?? 2 * contract.epsilon) * MICRO)
  if (micro > 0) return micro
  throw new FederationError(`budget: got ${budget}, allowed numbers above 0`)
}
