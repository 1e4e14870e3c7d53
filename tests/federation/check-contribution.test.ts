import { describe, expect, it } from 'vitest'
import { checkContribution } from '../../app/federation/check-contribution.ts'
import { type Contribution, makeContribution } from '../../app/federation/contribution.ts'
import { mergeContributions } from '../../app/federation/draft.ts'
import { contractOf, contributionsOf, institutionTable, keyPair, resealed } from './network.ts'

const contract = contractOf()
const contributions = contributionsOf(contract)
const [good] = contributions as [Contribution]
const privateContract = contractOf({ epsilon: 1 })
const [secret] = contributionsOf(privateContract) as [Contribution]

const reasonOf = (value: unknown, agreed = contract): string => {
  const checked = checkContribution(value, agreed)
  return checked.accepted ? 'accepted' : checked.reason
}

type Trees = Extract<Contribution['forest'], { kind: 'trees' }>
/** The good contribution with its first tree changed. */
function withTree(change: (tree: Trees['trees'][number]) => Trees['trees'][number]): Contribution {
  const forest = good.forest as Trees
  const [first, ...others] = forest.trees
  return resealed(good, {
    forest: { ...forest, trees: [change(structuredClone(first!)), ...others] },
  })
}
const leafOf = (tree: Trees['trees'][number]): number => tree.feature.indexOf(-1)

describe('the coordinator', () => {
  it('accepts what institutions make for its contract, in both modes', () => {
    expect(contributions.map((one) => reasonOf(one))).toEqual(['accepted', 'accepted', 'accepted'])
    expect(reasonOf(secret, privateContract)).toBe('accepted')
    // As they arrive: through JSON.
    expect(reasonOf(JSON.parse(JSON.stringify(good)))).toBe('accepted')
  })

  const CASES: [what: string, value: () => unknown, reason: string | RegExp][] = [
    ['another schema', () => ({ ...good, schema: 2 }), /^schema: schema: /],
    ['a member it does not know', () => ({ ...good, rows: [1] }), /^schema: root: .*rows/],
    ['numbers that are not finite', () => ({ ...good, stays: Number.NaN }), /^schema: stays/],
    [
      'content that was changed on the way',
      () => ({ ...good, stays: good.stays + 10 }),
      'seal: its content does not match its SHA-256; it was changed',
    ],
    [
      'an institution that does not take part',
      () => resealed(good, { institution: 'foreign' }),
      'institution: foreign does not take part',
    ],
    [
      'what was made for another round',
      () => resealed(good, { contract: 'a'.repeat(64) }),
      'contract: it was made for another round',
    ],
    [
      'another domain',
      () => resealed(good, { domain: 'b'.repeat(64) }),
      'domain: it speaks of other features, bounds or edges',
    ],
    [
      'another mode',
      () => resealed(good, { mode: 'private' }),
      'mode: got private with trees, agreed pooled',
    ],
    ['another epsilon', () => resealed(good, { epsilon: 1 }), 'epsilon: got 1, agreed null'],
    ['a smaller k', () => resealed(good, { minLeaf: 1 }), 'minLeaf: got 1, agreed 30'],
    [
      'more readmitted stays than stays',
      () => resealed(good, { readmitted: good.stays }),
      /^counts: \d+ of \d+ stays readmitted cannot be learned from/,
    ],
    [
      'fewer trees than agreed',
      () => resealed(good, { forest: { ...(good.forest as Trees), trees: [] } }),
      'trees: got 0, agreed 6',
    ],
    [
      'a leaf under k stays',
      () =>
        withTree((tree) => {
          tree.negatives[leafOf(tree)] = 25
          tree.positives[leafOf(tree)] = 0
          return tree
        }),
      'tree 0: a leaf of 25 stays, at least 30 are agreed',
    ],
    [
      'counts that are not rounded',
      () =>
        withTree((tree) => {
          tree.negatives[leafOf(tree)]! += 1
          return tree
        }),
      'tree 0: a leaf with counts that are not rounded',
    ],
    [
      'an edge of its own data',
      () =>
        withTree((tree) => ({ ...tree, edge: tree.edge.map((edge, i) => (i === 0 ? 77 : edge)) })),
      /^tree 0: cuts \w+ at 77, which is no public edge there$/,
    ],
    [
      'a tree that ends in the middle',
      () => withTree((tree) => mapColumns(tree, (column) => column.slice(0, -1))),
      'tree 0: its nodes do not form one tree',
    ],
    [
      'nodes after the end of a tree',
      () => withTree((tree) => mapColumns(tree, (column) => [...column, ...column])),
      'tree 0: its nodes do not form one tree',
    ],
    [
      'columns of different lengths',
      () => withTree((tree) => ({ ...tree, edge: [] })),
      'tree 0: its columns differ in length',
    ],
    [
      'more stays in a tree than there are',
      () =>
        withTree((tree) => {
          tree.negatives[leafOf(tree)] = 100_000
          return tree
        }),
      /^tree 0: \d+ stays of \d+$/,
    ],
    [
      'margins below k',
      () => {
        const forest = good.forest as Trees
        const marginals = { ...forest.marginals, gender_encoded: [5, 5] }
        return resealed(good, { forest: { ...forest, marginals } })
      },
      'marginals: gender_encoded: not rounded counts of the grid',
    ],
  ]
  it.each(CASES)('refuses %s, and says so', (_, value, reason) => {
    expect(reasonOf(value())).toMatch(reason)
  })

  it('refuses private counts that do not sum to their totals', () => {
    const changed = resealed(secret, { stays: secret.stays + 1000 })
    expect(reasonOf(changed, privateContract)).toBe('counts: the cells do not sum to the totals')
  })

  it('takes from an institution whose key it knows only what that key has signed', () => {
    const [own, foreign] = [keyPair(), keyPair()]
    const agreed = contractOf({ publicKeys: { dkfz: own.publicKey } })
    const table = institutionTable('dkfz', 900)
    const made = (privateKey?: string) =>
      makeContribution({ contract: agreed, institution: 'dkfz', table, privateKey })
    const refused = 'signature: it is not signed with the key of dkfz'
    expect(reasonOf(made(), agreed)).toBe(refused)
    expect(reasonOf(made(foreign.privateKey), agreed)).toBe(refused)
    expect(reasonOf(made(own.privateKey), agreed)).toBe('accepted')
  })

  it('merges nothing unless every institution is there once and accepted, and names all that is wrong', () => {
    const files = [
      { name: 'a.json', content: good },
      { name: 'b.json', content: good },
      { name: 'c.json', content: { ...contributions[1], stays: 10 } },
    ]
    expect(() => mergeContributions(files, contract)).toThrow(
      'not merged:\n' +
        '  c.json: seal: its content does not match its SHA-256; it was changed\n' +
        '  dkfz: sent twice\n' +
        '  embl: no contribution that is accepted\n' +
        '  ukhd: no contribution that is accepted',
    )
  })
})

function mapColumns(
  tree: Trees['trees'][number],
  map: (column: number[]) => number[],
): Trees['trees'][number] {
  const { feature, edge, negatives, positives } = tree
  return {
    feature: map(feature),
    edge: map(edge),
    negatives: map(negatives),
    positives: map(positives),
  }
}
