/** The first call's answer, for all calls; after a failure the next call asks again. */
export function once<Given extends unknown[], Found>(
  ask: (...given: Given) => Promise<Found>,
): (...given: Given) => Promise<Found> {
  let known: Promise<Found> | undefined
  return (...given) => {
    known ??= ask(...given).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
}
