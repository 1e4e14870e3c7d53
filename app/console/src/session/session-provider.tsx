import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { answerOf, api, onSessionEnd, type Session, setCsrfToken } from '../api/api.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { SignIn } from './sign-in.tsx'

interface SessionState {
  readonly session: Session
  readonly signOut: () => Promise<void>
}

const SessionContext = createContext<SessionState | undefined>(undefined)

/** Who is signed in, on every page. */
export function useSession(): SessionState {
  const state = useContext(SessionContext)
  if (state === undefined) throw new Error('There is no session outside of SessionProvider')
  return state
}

const KEY = ['session']

/** Shows the pages to who is signed in, and the sign-in to everybody else. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [hasExpired, setHasExpired] = useState(false)
  const asked = useQuery({
    queryKey: KEY,
    queryFn: () => answerOf(api.GET('/api/v1/auth/session')),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const session = asked.data?.session ?? undefined
  setCsrfToken(session?.csrf_token)
  useEffect(
    () =>
      onSessionEnd(() => {
        setHasExpired(true)
        void queries.invalidateQueries({ queryKey: KEY })
      }),
    [queries],
  )
  const state = useMemo(
    () =>
      session && {
        session,
        signOut: async () => {
          const left = await answerOf(api.DELETE('/api/v1/auth/session'))
          queries.clear()
          location.assign(left.provider_sign_out ?? '/console/')
        },
      },
    [session, queries],
  )
  if (asked.isPending) return <Loading />
  if (asked.isError) return <Failure error={asked.error} onAgain={() => void asked.refetch()} />
  if (state === undefined)
    return (
      <SignIn
        oidc={asked.data.sign_in.oidc}
        hasExpired={hasExpired}
        onSignedIn={(signedIn) => {
          setHasExpired(false)
          queries.setQueryData(KEY, { ...asked.data, session: signedIn })
        }}
      />
    )
  return <SessionContext value={state}>{children}</SessionContext>
}
