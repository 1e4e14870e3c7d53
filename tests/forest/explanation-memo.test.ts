import { expect, it } from 'vitest'
import { LEAF_WIDTH } from '../../app/forest/compiled-forest.ts'
import { ExplanationMemo, MEMO_SIZE } from '../../app/forest/explanation-memo.ts'

const valuesOf = (key: number): Float64Array => new Float64Array(LEAF_WIDTH).fill(key)

it('keeps what it was given, and forgets the oldest when it is full', () => {
  const memo = new ExplanationMemo()
  for (let key = 0; key < MEMO_SIZE; key++) memo.keep(key, valuesOf(key))
  expect(memo.read(memo.find(0))).toBe(0)
  memo.keep(MEMO_SIZE, valuesOf(MEMO_SIZE))
  memo.keep(MEMO_SIZE + 1, valuesOf(MEMO_SIZE + 1))
  expect([memo.find(0), memo.find(1)]).toEqual([-1, -1])
  for (let key = 2; key < MEMO_SIZE + 2; key++) {
    expect(memo.read(memo.find(key) + LEAF_WIDTH - 1)).toBe(key)
  }
})
