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
  readonly adminOnly?: true
  /** Only for people who belong to an institution. */
  readonly needsInstitution?: true
  /** Reached by another way than the menu. */
  readonly isOutsideMenu?: true
}

const PAGES: readonly Page[] = [
  { name: 'overview', Component: lazy(() => import('../pages/overview/overview-page.tsx')) },
  { name: 'predict', Component: lazy(() => import('../pages/predict/predict-page.tsx')) },
  {
    name: 'patients',
    Component: lazy(() => import('../pages/patients/patients-page.tsx')),
    needsInstitution: true,
  },
  { name: 'model', Component: lazy(() => import('../pages/model/model-page.tsx')) },
  {
    name: 'institutions',
    Component: lazy(() => import('../pages/institutions/institutions-page.tsx')),
  },
  { name: 'audit', Component: lazy(() => import('../pages/audit/audit-page.tsx')) },
  {
    name: 'administration',
    Component: lazy(() => import('../pages/administration/administration-page.tsx')),
    adminOnly: true,
  },
  {
    name: 'platform',
    Component: lazy(() => import('../pages/platform/platform-page.tsx')),
    adminOnly: true,
  },
  {
    name: 'account',
    Component: lazy(() => import('../pages/account/account-page.tsx')),
    isOutsideMenu: true,
  },
]

/** Pages that a person may open; the service refuses the others whatever the browser shows. */
export const pagesOf = ({ role, institution_id }: Session): readonly Page[] =>
  PAGES.filter(
    ({ adminOnly, needsInstitution }) =>
      (role === 'admin' || !adminOnly) && (institution_id !== null || !needsInstitution),
  )
