/** The service takes passwords of so many characters. */
export const SHORTEST_PASSWORD = 8
export const LONGEST_PASSWORD = 1024

/** What is wrong with a new password; undefined where the service would take it. */
export const passwordProblem = (password: string): 'tooShort' | 'tooLong' | undefined => {
  const { length } = [...password]
  if (length < SHORTEST_PASSWORD) return 'tooShort'
  return length > LONGEST_PASSWORD ? 'tooLong' : undefined
}
