import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PooledContract } from '../../app/federation/contract.ts'
import { type ContributedTree, rightChildren } from '../../app/federation/contributed-tree.ts'
import { makeContribution } from '../../app/federation/contribution.ts'
import { PUBLIC_EDGES } from '../../app/federation/domain.ts'
import { pooledTrees } from '../../app/federation/pooled-trees.ts'
import { FEATURES } from '../../app/forest/features.ts'
import { tableFromRows } from '../../app/forest/table-from-rows.ts'
import { contractOf, institutionTable } from './network.ts'

/** The different patients of a table that end in each leaf of a tree. */
function patientsByLeaf(tree: ContributedTree, table: ReturnType<typeof institutionTable>) {
  const right = rightChildren(tree)
  const leaves = new Map<number, Set<number>>()
  for (let row = 0; row < table.rows; row++) {
    let node = 0
    while ((tree.feature[node] as number) >= 0) {
      const value = table.features[FEATURES[tree.feature[node] as number]!][row] as number
      node = value < (tree.edge[node] as number) ? node + 1 : (right[node] as number)
    }
    const known = leaves.get(node) ?? new Set()
    leaves.set(node, known.add(table.patient[row] as number))
  }
  return leaves
}

const leavesIn = (tree: ContributedTree): number[] =>
  [...tree.feature.keys()].filter((node) => (tree.feature[node] as number) < 0)

describe('what leaves an institution in pooled mode', () => {
  it('has no leaf under k original patients, whatever the table, k, depth and seed', () => {
    fc.assert(
      fc.property(
        fc.record({
          patients: fc.integer({ min: 250, max: 900 }),
          minLeaf: fc.integer({ min: 2, max: 12 }).map((fives) => 5 * fives),
          maxDepth: fc.integer({ min: 1, max: 8 }),
          seed: fc.integer({ min: 0, max: 1000 }),
        }),
        ({ patients, minLeaf, maxDepth, seed }) => {
          const table = institutionTable('ukhd', patients, seed)
          const contract = contractOf({ minLeaf, maxDepth, seed, trees: 3 }) as PooledContract
          const rows = Uint32Array.from({ length: table.rows }, (_, row) => row)
          for (const tree of pooledTrees({ table, rows }, contract)) {
            const patientsIn = patientsByLeaf(tree, table)
            for (const leaf of leavesIn(tree)) {
              expect(patientsIn.get(leaf)?.size ?? 0).toBeGreaterThanOrEqual(minLeaf)
              const [negatives, positives] = [tree.negatives[leaf]!, tree.positives[leaf]!]
              expect(negatives + positives).toBeGreaterThanOrEqual(minLeaf)
              expect([negatives % 5, positives % 5]).toEqual([0, 0])
            }
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('joins a leaf that one patient fills with all his stays', () => {
    const stay = (patient: string, recent: number, readmitted: boolean) => ({
      patient,
      institution: 'ukhd',
      age: 60,
      num_conditions: 5,
      num_medications: 5,
      recent_encounters: recent,
      gender_encoded: 1 as const,
      readmitted,
    })
    const one = Array.from({ length: 60 }, () => stay('frequent', 12, true))
    const others = Array.from({ length: 200 }, (_, i) => stay(`p${i}`, i % 2, i % 4 === 0))
    const table = tableFromRows([...one, ...others])
    const rows = Uint32Array.from({ length: table.rows }, (_, row) => row)
    const contract = contractOf({ minLeaf: 20, maxDepth: 8 }) as PooledContract
    for (const tree of pooledTrees({ table, rows }, contract))
      expect(tree.edge.every((edge) => edge <= 1)).toBe(true)
  })

  it('cuts at public edges alone, so that two institutions cut where the domain says', () => {
    const contract = contractOf()
    for (const institution of contract.institutions) {
      const table = institutionTable(institution, 800)
      const { forest } = makeContribution({ contract, institution, table })
      if (forest.kind !== 'trees') throw new Error('trees were expected')
      for (const tree of forest.trees)
        tree.feature.forEach((feature, node) => {
          if (feature < 0) return
          expect(PUBLIC_EDGES[FEATURES[feature]!]).toContain(tree.edge[node])
        })
    }
  })

  it('names no row, patient, own edge or fingerprint of the data', () => {
    const contract = contractOf()
    const table = institutionTable('ukhd', 800)
    const contribution = makeContribution({ contract, institution: 'ukhd', table })
    expect(Object.keys(contribution).sort()).toEqual([
      ...['contract', 'domain', 'epsilon', 'forest', 'institution', 'minLeaf', 'mode'],
      ...['readmitted', 'schema', 'sha256', 'stays', 'trees'],
    ])
    expect([contribution.stays % 10, contribution.readmitted % 10]).toEqual([0, 0])
  })

  it('is refused where the institution has too few patients, or none of one outcome', () => {
    const contract = contractOf()
    const few = { contract, institution: 'ukhd', table: institutionTable('ukhd', 25) }
    expect(() => makeContribution(few)).toThrow(/patients in a tree, at least 30 are needed/)
    const table = institutionTable('ukhd', 400)
    table.readmitted.fill(0)
    expect(() => makeContribution({ ...few, table })).toThrow(
      'training: stays with and without readmission are needed',
    )
    expect(() => makeContribution({ ...few, institution: 'other' })).toThrow(
      'institution: got "other", the contract is of dkfz, embl, ukhd',
    )
  })
})
