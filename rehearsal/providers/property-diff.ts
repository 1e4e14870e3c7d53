import type { PlainValue, Properties } from '../engine/wire.ts'

/** One property that differs. */
export interface PropertyChange {
  /** E.g. `vpcConfig.subnetIds[1]`. */
  readonly path: string
  readonly kind: 'add' | 'delete' | 'update'
}

/** Where two sets of properties differ, deepest paths first found; absent and null are the same. */
export function compareProperties(before: Properties, after: Properties): PropertyChange[] {
  const changes: PropertyChange[] = []
  compare(before, after, { path: '', changes })
  return changes
}

interface Place {
  readonly path: string
  readonly changes: PropertyChange[]
}

function compare(before: PlainValue | undefined, after: PlainValue | undefined, at: Place): void {
  const [old, now] = [before ?? undefined, after ?? undefined]
  if (old === now) return
  if (old === undefined) at.changes.push({ path: at.path, kind: 'add' })
  else if (now === undefined) at.changes.push({ path: at.path, kind: 'delete' })
  else if (Array.isArray(old) && Array.isArray(now))
    for (let index = 0; index < Math.max(old.length, now.length); index++)
      compare(old[index], now[index], { ...at, path: `${at.path}[${index}]` })
  else if (isObject(old) && isObject(now))
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)]))
      compare(old[key], now[key], { ...at, path: at.path === '' ? key : `${at.path}.${key}` })
  else at.changes.push({ path: at.path, kind: 'update' })
}

const isObject = (value: PlainValue): value is Properties =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
