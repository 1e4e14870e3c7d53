import { createTheme, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { SessionProvider } from './session/session-provider.tsx'
import { Loading } from './shell/loading.tsx'
import { fetchPage } from './shell/pages.ts'

const loadFrame = () => import('./shell/frame.tsx')
const Frame = lazy(loadFrame)

/**
 * Fetches what the next view needs while the session is asked: the sign-in comes with the first script,
 * frame and page with the second. What cannot be fetched now is fetched when it is shown.
 */
export function fetchAhead(pathname: string): void {
  void loadFrame().catch(() => undefined)
  fetchPage(pathname)
}

const queries = new QueryClient({
  // The service says what is wrong; asking thrice would hide it for seconds.
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 5_000 } },
})

/** The head of a dialog is no landmark: a page has one banner. */
const NO_LANDMARK = { defaultProps: { component: 'div' } }
const theme = createTheme({
  respectReducedMotion: true,
  components: { ModalHeader: NO_LANDMARK, DrawerHeader: NO_LANDMARK },
})

/** The nonce of this page's policy, which the service has written into it. */
const styleNonce = () =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

// Dialogs keep the page behind them from scrolling by a style element of a library, which looks here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })

/** The whole console: look, session, pages. */
export function Console() {
  return (
    // The variables are in the style sheet, which caches keep; the shell's layout and what is
    // hidden by width need style elements.
    <MantineProvider
      defaultColorScheme="auto"
      withCssVariables={false}
      theme={theme}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <Suspense fallback={<Loading />}>
            <Frame />
          </Suspense>
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
