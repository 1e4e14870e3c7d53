import type { Issue } from '../issue.ts'
import { count, indented } from './wrap.ts'

/** Issues by rule, errors first, each with its place. */
export function issueLines(issues: readonly Issue[]): string[] {
  return groupedIssues(issues).flatMap(({ rule, severity, issues: own }, index) => [
    ...(index === 0 ? [] : ['']),
    `${severity === 'error' ? 'ERROR' : 'WARNING'} ${rule} (${count(own.length, 'place')})`,
    ...own.flatMap((issue) => [`  ${placeOf(issue)}`, ...indented(issue.message, 4)]),
  ])
}

/** Issues of one rule. */
export interface IssueGroup {
  readonly rule: string
  readonly severity: Issue['severity']
  readonly issues: readonly Issue[]
}

/** Groups issues by rule and severity: errors first, then by rule; in a group their order stays. */
export function groupedIssues(issues: readonly Issue[]): IssueGroup[] {
  const groups = Map.groupBy(issues, ({ severity, rule }) => `${severity} ${rule}`)
  // 'error' comes before 'warning'.
  return [...groups.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, own]) => {
      const [first] = own
      return first ? [{ rule: first.rule, severity: first.severity, issues: own }] : []
    })
}

/** `file:line`, or the file alone. */
export const placeOf = ({ file, line }: Issue): string =>
  line === undefined ? file : `${file}:${line}`
