import { setImmediate } from 'node:timers/promises'

/**
 * Asks again and again until `ask` gives something other than undefined, and returns it.
 *
 * @throws Error naming `what` when that takes longer than 20 s
 */
export async function until<Found>(
  what: string,
  ask: () => Promise<Found | undefined> | Found | undefined,
): Promise<Found> {
  const deadline = performance.now() + 20_000
  while (performance.now() < deadline) {
    const found = await ask()
    if (found !== undefined) return found
    await setImmediate()
  }
  throw new Error(`Waited 20 s in vain until ${what}`)
}
