import type { Session } from '../api/api.ts'

interface Page {
  readonly path: string
  /** Key of its name among the texts. */
  readonly text: 'pages.predict'
  readonly adminOnly?: true
}

const PAGES: readonly Page[] = [{ path: '/predict', text: 'pages.predict' }]

/** Pages that a person may open; the service refuses the others whatever the browser shows. */
export const pagesOf = ({ role }: Session): readonly Page[] =>
  PAGES.filter(({ adminOnly }) => role === 'admin' || !adminOnly)
