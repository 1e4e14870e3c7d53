import { isStateful } from '../cloud/deletion-rules.ts'
import { beyondUpdates, countChanges, type ResourceStep } from './engine-events.ts'
import type { RehearsalProblem } from './rehearsal-report.ts'
import type { CommandResult } from './run-pulumi.ts'

/** What the engine says after the error that matters. */
const ECHOES =
  /^(update failed|preview failed|refresh failed|destroy failed|.*client connection is clos)/

/** The problems of a command that should have gone well; none if it did. */
export function failuresOf({ ok, output, events }: CommandResult): RehearsalProblem[] {
  if (ok) return []
  const told = events.errors.filter(({ message }) => !ECHOES.test(message))
  if (told.length > 0) return told.map(({ urn, message }) => ({ resource: urn, message }))
  return [{ resource: '', message: output.trim().split('\n').slice(-15).join('\n') }]
}

/** The problems of a command that should have found nothing to change. */
export function changesOf(result: CommandResult): RehearsalProblem[] {
  const changed = result.events.steps.filter(({ op }) => !['same', 'read', 'refresh'].includes(op))
  if (changed.length === 0) return failuresOf(result)
  return changed.map(({ urn, op, changed: keys }) => ({
    resource: urn,
    message: keys.length > 0 ? `${op}: ${keys.join(', ')}` : op,
  }))
}

/**
 * The problems of a change of settings: what holds data must stay, and something has to change. With
 * `onlyUpdates` nothing may come or go either; a replacement of what holds no data is told, not
 * refused.
 */
export function judgeChange(
  result: CommandResult,
  onlyUpdates: boolean,
): { problems: RehearsalProblem[]; notes: string[] } {
  const failures = failuresOf(result)
  if (failures.length > 0) return { problems: failures, notes: [] }
  const beyond = beyondUpdates(result.events)
  const isLoss = ({ op, type }: ResourceStep): boolean => op !== 'create' && isStateful(type)
  const isRefused = (step: ResourceStep): boolean =>
    isLoss(step) || (onlyUpdates && step.op !== 'replace')
  const problems = beyond.filter(isRefused).map(({ urn, op, type, changed }) => ({
    resource: urn,
    message: `${op}${changed.length > 0 ? ` because of ${changed.join(', ')}` : ''}${isStateful(type) ? ': what it holds would be lost' : ''}`,
  }))
  const told = beyond.filter((step) => !isRefused(step) && step.op !== 'create')
  const nothing = Object.keys(countChanges(result.events)).length === 0
  if (nothing) problems.push({ resource: '', message: 'the change of settings changes nothing' })
  return {
    problems,
    notes: told.map(
      ({ op, type, urn }) => `${op} ${type} "${urn.split('::').slice(3).join('::')}"`,
    ),
  }
}
