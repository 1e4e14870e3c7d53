/** What a command of the CLI did to one resource. */
export interface ResourceStep {
  /** As the engine names it: `same`, `create`, `update`, `replace`, `delete` … */
  readonly op: string
  readonly urn: string
  readonly type: string
  /** Properties that differ. */
  readonly changed: readonly string[]
}

/** All that a command of the CLI told about its work. */
export interface EngineEvents {
  readonly steps: readonly ResourceStep[]
  /** Errors with the URN they belong to, if any. */
  readonly errors: readonly { urn: string; message: string }[]
  readonly warnings: readonly string[]
}

interface Metadata {
  readonly op: string
  readonly urn: string
  readonly type: string
  readonly diffs?: readonly string[] | null
}

interface Event {
  readonly resourcePreEvent?: { readonly metadata: Metadata }
  readonly resOutputsEvent?: { readonly metadata: Metadata }
  readonly diagnosticEvent?: {
    readonly urn?: string
    readonly message: string
    readonly severity: string
  }
}

/** Reads the CLI's event log (`--event-log`): one JSON document a line. */
export function readEvents(log: string): EngineEvents {
  const events = log
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as Event)
  const said = events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
  return {
    steps: stepsOf(events),
    errors: said
      .filter(({ severity }) => severity === 'error')
      .map(({ urn = '', message }) => ({ urn, message: message.trim() })),
    warnings: said
      .filter(({ severity }) => severity === 'warning')
      .map(({ message }) => message.trim()),
  }
}

function stepsOf(events: readonly Event[]): ResourceStep[] {
  const refreshed = new Set<string>()
  return events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
    if (resourcePreEvent?.metadata.op === 'refresh') refreshed.add(resourcePreEvent.metadata.urn)
    // What a refresh has found is known only at its end.
    const found = refreshed.has(resOutputsEvent?.metadata.urn ?? '') ? resOutputsEvent : undefined
    const metadata = (resourcePreEvent ?? found)?.metadata
    if (!metadata) return []
    const { op, urn, type, diffs } = metadata
    return [{ op, urn, type, changed: diffs ?? [] }]
  })
}

/** Operations that change nothing. */
const IDLE = new Set(['same', 'read', 'refresh'])
/** Operations that are parts of a replacement, which is counted once. */
const PARTS = new Set(['create-replacement', 'delete-replaced', 'discard-replaced'])

/** How many resources each operation changed. */
export function countChanges({ steps }: EngineEvents): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { op } of steps)
    if (!IDLE.has(op) && !PARTS.has(op)) counts[op] = (counts[op] ?? 0) + 1
  return counts
}

/** Resources that an operation other than `update` changes. */
export const beyondUpdates = ({ steps }: EngineEvents): readonly ResourceStep[] =>
  steps.filter(({ op }) => op !== 'update' && !IDLE.has(op) && !PARTS.has(op))
