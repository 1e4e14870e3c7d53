import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Session } from '../api/api.ts'

interface Page {
  /** Its address below /console/ and the key of its name among the texts. */
  readonly name:
    | 'overview'
    | 'predict'
    | 'patients'
    | 'model'
    | 'institutions'
    | 'audit'
    | 'administration'
    | 'platform'
    | 'account'
  readonly Component: LazyExoticComponent<ComponentType>
  /** Fetches the page's code. */
  readonly load: () => Promise<unknown>
  readonly adminOnly?: true
  /** Only for people who belong to an institution. */
  readonly needsInstitution?: true
  /** Reached by another way than the menu. */
  readonly isOutsideMenu?: true
}

const page = (load: () => Promise<{ default: ComponentType }>) => ({ load, Component: lazy(load) })

const PAGES: readonly Page[] = [
  { name: 'overview', ...page(() => import('../pages/overview/overview-page.tsx')) },
  { name: 'predict', ...page(() => import('../pages/predict/predict-page.tsx')) },
  {
    name: 'patients',
    ...page(() => import('../pages/patients/patients-page.tsx')),
    needsInstitution: true,
  },
  { name: 'model', ...page(() => import('../pages/model/model-page.tsx')) },
  {
    name: 'institutions',
    ...page(() => import('../pages/institutions/institutions-page.tsx')),
  },
  { name: 'audit', ...page(() => import('../pages/audit/audit-page.tsx')) },
  {
    name: 'administration',
    ...page(() => import('../pages/administration/administration-page.tsx')),
    adminOnly: true,
  },
  {
    name: 'platform',
    ...page(() => import('../pages/platform/platform-page.tsx')),
    adminOnly: true,
  },
  {
    name: 'account',
    ...page(() => import('../pages/account/account-page.tsx')),
    isOutsideMenu: true,
  },
]

/** Pages that a person may open; the service refuses the others whatever the browser shows. */
export const pagesOf = ({ role, institution_id }: Session): readonly Page[] =>
  PAGES.filter(
    ({ adminOnly, needsInstitution }) =>
      (role === 'admin' || !adminOnly) && (institution_id !== null || !needsInstitution),
  )

/** Fetches the code of an address's page ahead of its view; that of the overview for the start. */
export function fetchPage(pathname: string): void {
  const wanted = pathname.split('/')[2] || 'overview'
  const found = PAGES.find(({ name }) => name === wanted)
  void found?.load().catch(() => undefined)
}
