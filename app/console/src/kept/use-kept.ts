import { useCallback, useState } from 'react'
import { useSession } from '../session/session-provider.tsx'

/** In the memory of this page alone, never in the browser's storage: a reload forgets everything. */
const memory = new Map<string, unknown>()
let owner: string | undefined

/** Another person at the same page sees nothing of what the one before typed. */
function memoryOf(username: string): Map<string, unknown> {
  if (owner !== username) memory.clear()
  owner = username
  return memory
}

/**
 * State that outlives its component: what was typed is there again after the sign-in that an ended
 * session asks for, and after a look at another page.
 *
 * @param name unique in the console
 * @param initial makes the first value
 */
export function useKept<Value>(
  name: string,
  initial: () => Value,
): [Value, (value: Value) => void, () => void] {
  const { username } = useSession().session
  const kept = memoryOf(username)
  const [value, setValue] = useState<Value>(() => {
    if (!kept.has(name)) kept.set(name, initial())
    return kept.get(name) as Value
  })
  const keep = useCallback(
    (next: Value) => {
      memoryOf(username).set(name, next)
      setValue(next)
    },
    [name, username],
  )
  const forget = useCallback(() => {
    memoryOf(username).delete(name)
  }, [name, username])
  return [value, keep, forget]
}
