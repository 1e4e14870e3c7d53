import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes sent between two collections: each byte is copied some eight times on its way. */
const EVERY = 8 * 1024 * 1024

type Collect = (options: { type: 'minor' }) => void
let collect: Collect | undefined
let sent = 0

/**
 * Has V8 collect young garbage after every 8 MiB sent, a millisecond each. The library cuts data sets
 * into PDUs of new buffers; V8 sees their small handles alone and lets some 100 MB pile up.
 */
export function collectAfter(bytes: number): void {
  sent += bytes
  if (sent < EVERY) return
  sent = 0
  collect ??= exposedCollect()
  collect({ type: 'minor' })
}

/** V8's own, which a flag shows to contexts made after it. */
function exposedCollect(): Collect {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as Collect
}
