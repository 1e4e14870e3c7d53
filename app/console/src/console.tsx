import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { SessionProvider } from './session/session-provider.tsx'
import { Loading } from './shell/loading.tsx'
import { NotFound } from './shell/not-found.tsx'
import { Shell } from './shell/shell.tsx'

const PredictPage = lazy(() => import('./pages/predict/predict-page.tsx'))

const queries = new QueryClient({
  // The service says what is wrong; asking thrice would hide it for seconds.
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 5_000 } },
})

/** The whole console: look, session, pages. */
export function Console() {
  return (
    // The variables are in the style sheet: the page's policy allows no style elements.
    <MantineProvider defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename="/console">
          <SessionProvider>
            <Shell>
              <Suspense fallback={<Loading />}>
                <Routes>
                  <Route path="/predict" element={<PredictPage />} />
                  <Route path="*" element={<NotFound />} />
                </Routes>
              </Suspense>
            </Shell>
          </SessionProvider>
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  )
}
