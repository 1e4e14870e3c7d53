import type { FlowKind } from './flows.ts'
import type { ArrowLook } from './svg.ts'

/** Look of an arrow, and what it says between two things. */
type Look = ArrowLook & { readonly meaning: string }

/** Lines of each kind of arrow; the page's legend shows the same. */
export const FLOW_STYLE: Readonly<Record<FlowKind, Look>> = {
  exposed: { colour: '#c81e1e', dashes: '', meaning: 'reachable from outside, by whom' },
  traffic: { colour: '#1d4ed8', dashes: '', meaning: 'is let in, on port' },
  event: { colour: '#a3195b', dashes: '', meaning: 'sets off' },
  copy: { colour: '#1f5f99', dashes: '6 4', meaning: 'is copied to' },
  access: { colour: '#374151', dashes: '2 3', meaning: 'role may use' },
}

/** The way out of private subnets. */
export const WAY_OUT: Look = { colour: '#4b5563', dashes: '6 4', meaning: 'way out' }
