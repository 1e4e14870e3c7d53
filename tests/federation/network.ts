import { generateKeyPairSync } from 'node:crypto'
import { type ContractTerms, makeContract } from '../../app/federation/contract.ts'
import { type Contribution, makeContribution } from '../../app/federation/contribution.ts'
import { seal } from '../../app/federation/seal.ts'
import { RandomSource } from '../../app/forest/random-source.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { tableFromRows } from '../../app/forest/table-from-rows.ts'

export const INSTITUTIONS = ['dkfz', 'embl', 'ukhd']

/** Stays of one institution, one to three a patient, whose risk rises with earlier stays. */
export function institutionTable(
  institution: string,
  patients: number,
  seed = 1,
): ReadmissionTable {
  const random = new RandomSource(seed, institution.length * 1000 + institution.charCodeAt(0))
  const stays = Array.from({ length: patients }, (_, patient) =>
    Array.from({ length: 1 + random.below(3) }, () => {
      const recent = Math.min(random.below(6), random.below(6))
      const medications = random.below(40)
      return {
        patient: `${institution}-${patient}`,
        institution,
        age: 20 + random.below(75),
        num_conditions: random.below(16),
        num_medications: medications,
        recent_encounters: recent,
        gender_encoded: random.below(2) as 0 | 1,
        readmitted: random.below(1000) < 60 + 90 * recent + 3 * medications,
      }
    }),
  )
  return tableFromRows(stays.flat())
}

/** A contract of all three, small enough for tests. */
export const contractOf = (terms: Partial<ContractTerms> = {}) =>
  makeContract({ institutions: INSTITUTIONS, trees: 6, maxDepth: 4, minLeaf: 30, ...terms })

/** What each institution sends for a contract. */
export function contributionsOf(
  contract: ReturnType<typeof contractOf>,
  patients = 900,
): Contribution[] {
  return contract.institutions.map((institution) =>
    makeContribution({ contract, institution, table: institutionTable(institution, patients) }),
  )
}

/** A contribution with something changed, sealed again as its maker could. */
export function resealed(
  { sha256: _, signature: __, ...content }: Contribution,
  change: Partial<Contribution>,
): Contribution {
  return seal({ ...content, ...change }) as Contribution
}

/** A pair of Ed25519 keys in PEM. */
export function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
