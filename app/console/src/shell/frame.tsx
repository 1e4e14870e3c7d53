import { BrowserRouter } from 'react-router'
import { PageRoutes } from './routes.tsx'
import { Shell } from './shell.tsx'

/** What is shown to who is signed in: the frame, and the page of the address in it. */
export default function Frame() {
  return (
    <BrowserRouter basename="/console">
      <Shell>
        <PageRoutes />
      </Shell>
    </BrowserRouter>
  )
}
