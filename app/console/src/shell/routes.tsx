import { Suspense } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { useSession } from '../session/session-provider.tsx'
import { Loading } from './loading.tsx'
import { NotFound } from './not-found.tsx'
import { pagesOf } from './pages.ts'

/** The page of the address, below which a page may have further ones. */
export function PageRoutes() {
  const { session } = useSession()
  return (
    <Suspense fallback={<Loading />}>
      <Routes>
        <Route index element={<Navigate to="/overview" replace />} />
        {pagesOf(session).map(({ name, Component }) => (
          <Route key={name} path={`/${name}/*`} element={<Component />} />
        ))}
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Suspense>
  )
}
