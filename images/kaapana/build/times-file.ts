import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { KaapanaError } from '../kaapana-error.ts'
import type { Minutes } from '../schedule/critical-path.ts'

/**
 * Minutes by image, from a file that an earlier build wrote; none where there is no such file.
 *
 * @throws KaapanaError when it is something else
 */
export function readTimes(file: string): Minutes {
  if (!existsSync(file)) return new Map()
  const times = parsed(file)
  if (typeof times === 'object' && times !== null && !Array.isArray(times)) {
    const entries = Object.entries(times)
    if (entries.every(([, minutes]) => typeof minutes === 'number' && minutes >= 0))
      return new Map(entries as [string, number][])
  }
  throw new KaapanaError(
    `${file} is no file of build times, {"<image>": <minutes>}. Name another, or remove it.`,
  )
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Writes minutes by image; a reader sees the old file or the new one. */
export function writeTimes(file: string, times: Minutes): void {
  const sorted = [...times].sort(([a], [b]) => (a < b ? -1 : 1))
  const rounded = sorted.map(([image, minutes]) => [image, Number(minutes.toFixed(3))])
  writeFileSync(`${file}.new`, `${JSON.stringify(Object.fromEntries(rounded), null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
