import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Secret } from './shown-once.tsx'

/** What somebody is doing in a panel, and what came of the last thing done. */
export interface Tasks<Task> {
  readonly task: Task | undefined
  /** To be shown once; gone with `forget`. */
  readonly secret: Secret | undefined
  /** What was done, in words. */
  readonly done: string | undefined
  begin(task: Task): void
  close(): void
  /** Ends the task and has the list asked for again. */
  finish(result: Secret | string): void
  forget(): void
}

/** Tasks of a panel whose list is kept under a key. */
export function useTasks<Task>(listKey: string): Tasks<Task> {
  const queries = useQueryClient()
  const [task, setTask] = useState<Task>()
  const [secret, setSecret] = useState<Secret>()
  const [done, setDone] = useState<string>()
  const close = () => setTask(undefined)
  return {
    task,
    secret,
    done,
    begin: (wanted) => {
      setDone(undefined)
      setTask(() => wanted)
    },
    close,
    finish: (result) => {
      close()
      if (typeof result === 'string') setDone(result)
      else setSecret(result)
      void queries.invalidateQueries({ queryKey: [listKey] })
    },
    forget: () => setSecret(undefined),
  }
}
