import { LEAF_WIDTH } from './compiled-forest.ts'

/** Explanations remembered at most: about two megabytes. */
export const MEMO_SIZE = 16_384

/**
 * Remembers scores and contributions by key, the oldest giving way: stays that no threshold tells
 * apart have the same ones, and most of a day's stays look like an earlier one.
 */
export class ExplanationMemo {
  private readonly slotOf = new Map<number, number>()
  private readonly keys = new Float64Array(MEMO_SIZE).fill(-1)
  private readonly values = new Float64Array(MEMO_SIZE * LEAF_WIDTH)
  private next = 0

  /** Where the values of a key start in `read`, or -1. */
  find(key: number): number {
    const slot = this.slotOf.get(key)
    return slot === undefined ? -1 : slot * LEAF_WIDTH
  }

  /** Keeps LEAF_WIDTH values under a key it does not know yet; returns where they start. */
  keep(key: number, values: Float64Array): number {
    const slot = this.next
    this.next = (slot + 1) % MEMO_SIZE
    this.slotOf.delete(this.keys[slot] as number)
    this.keys[slot] = key
    this.slotOf.set(key, slot)
    this.values.set(values, slot * LEAF_WIDTH)
    return slot * LEAF_WIDTH
  }

  /** A remembered value. */
  read(index: number): number {
    return this.values[index] as number
  }
}
