import type { CheckResult, Outcome } from '../check/check.ts'

const MARKS: Readonly<Record<Outcome, string>> = { passed: 'ok', failed: 'FAILED', skipped: '-' }

/** One line a check, aligned, with the detail of those that failed or were skipped below. */
export function checkTable(results: readonly CheckResult[], { all = false } = {}): string {
  const width = Math.max(...results.map(({ id }) => id.length))
  return results
    .flatMap(({ id, title, outcome, detail, seconds }) => {
      const line = `${MARKS[outcome].padEnd(6)}  ${id.padEnd(width)}  ${title} (${seconds.toFixed(1)} s)`
      return outcome === 'passed' && !all ? [line] : [line, `${' '.repeat(8)}${detail}`]
    })
    .join('\n')
}

/** `31 passed, 1 failed, 2 skipped in 4.2 s`. */
export function checkSummary(results: readonly CheckResult[], seconds: number): string {
  const count = (outcome: Outcome) => results.filter((one) => one.outcome === outcome).length
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped in ${seconds.toFixed(1)} s`
}
