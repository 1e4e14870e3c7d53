import type { Issue } from './issue.ts'

/** Issues by file, line and rule, each once. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  const once = new Map(issues.map((issue) => [JSON.stringify(keyOf(issue)), issue]))
  return [...once.values()].sort(
    (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compare(a.rule, b.rule),
  )
}

function keyOf({ rule, file, line, message }: Issue) {
  return [rule, file, line, message]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
