import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '@mantine/core/styles.css'
import './console.css'
import { Console, fetchAhead } from './console.tsx'
import { startLanguage } from './language/language.ts'

await startLanguage()
fetchAhead(location.pathname)
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no element "root"')
createRoot(root).render(
  <StrictMode>
    <Console />
  </StrictMode>,
)
