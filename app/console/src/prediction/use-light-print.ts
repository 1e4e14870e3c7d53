import { useEffect } from 'react'

const LOOK = 'data-mantine-color-scheme'

/** Prints in the light colours whatever the screen shows: paper is white, and light text would vanish. */
export function useLightPrint(): void {
  useEffect(() => {
    const printing = matchMedia('print')
    const root = document.documentElement
    let before: string | null = null
    const change = () => {
      if (printing.matches) {
        before = root.getAttribute(LOOK)
        root.setAttribute(LOOK, 'light')
      } else if (before !== null) root.setAttribute(LOOK, before)
    }
    printing.addEventListener('change', change)
    return () => printing.removeEventListener('change', change)
  }, [])
}
