/** Data that were read and must not be learned from: what is wrong with them, one line each. */
export class FindingsError extends Error {
  override readonly name = 'FindingsError'
  readonly findings: readonly string[]

  constructor(source: string, findings: readonly string[]) {
    const heading = `${source} is refused: ${findings.length} finding(s)`
    super([heading, ...findings.map((finding) => `  ${finding}`)].join('\n'))
    this.findings = findings
  }
}
