import type { Part } from '../charts/stacked-bars.tsx'

/** How the levels are drawn, lowest first: told apart by texture as well as by tone. */
export const LEVEL_LOOKS: readonly Part[] = [
  { name: 'LOW', tone: 'green', texture: 'light' },
  { name: 'MEDIUM', tone: 'yellow', texture: 'lines' },
  { name: 'HIGH', tone: 'red', texture: 'solid' },
]
