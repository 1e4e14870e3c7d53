import type { PlainValue } from '../engine/wire.ts'
import type { ChangedResource, PlanComparison, PropertyChange } from './compare.ts'
import { count } from './tree.ts'

/** Longest value that is shown of a property. */
const SHOWN = 60

/** A comparison as text: what is added, removed, changed, and which changes replace. */
export function comparisonText(comparison: PlanComparison): string {
  const { added, removed, changed, unchanged } = comparison
  const replaced = changed.filter((each) => each.replaced)
  const lines = [
    `${added.length} added, ${removed.length} removed, ${changed.length} changed` +
      `${replaced.length > 0 ? ` (${replaced.length} replaced)` : ''}, ${unchanged} unchanged`,
    ...added.map(({ type, name }) => `+ ${type} ${name}`),
    ...removed.map(
      ({ type, name, protect }) => `- ${type} ${name}${protect ? ' [was protected]' : ''}`,
    ),
    ...changed.flatMap(changedLines),
  ]
  return lines.join('\n')
}

function changedLines({ type, name, replaced, changes }: ChangedResource): string[] {
  const sign = replaced ? '±' : '~'
  const why = replaced
    ? ` [replaced: ${count(changes.filter((c) => c.replaces).length, 'input')}]`
    : ''
  return [`${sign} ${type} ${name}${why}`, ...changes.map((change) => `    ${changeLine(change)}`)]
}

function changeLine({ path, before, after, replaces }: PropertyChange): string {
  return `${path}: ${shown(before)} → ${shown(after)}${replaces ? ' (forces replacement)' : ''}`
}

function shown(value: PlainValue | undefined): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text
}
