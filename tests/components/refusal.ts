/** Message of what a call throws; what it returns instead would fail any comparison. */
export function refusalOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing refused'
}
