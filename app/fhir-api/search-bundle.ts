import type { Resource } from './resource.ts'

/** A page of what was found, as a FHIR R4 searchset. */
export interface FoundPage {
  /** Address of the FHIR API, without a slash at its end. */
  base: string
  /** Type of what was searched. */
  type: string
  resources: readonly (Resource & { id: string })[]
  /** The search as it was understood, and the one that continues it: they hold no patient's id. */
  self: URLSearchParams
  next: URLSearchParams | undefined
}

/** The Bundle of a page. It has no `total`: nobody counted. */
export const searchBundle = ({ base, type, resources, self, next }: FoundPage): Resource => ({
  resourceType: 'Bundle',
  type: 'searchset',
  link: [
    { relation: 'self', url: addressOf(base, type, self) },
    ...(next === undefined ? [] : [{ relation: 'next', url: addressOf(base, type, next) }]),
  ],
  ...(resources.length === 0
    ? {}
    : {
        entry: resources.map((resource) => ({
          fullUrl: `${base}/${type}/${resource.id}`,
          resource,
          search: { mode: 'match' },
        })),
      }),
})

const addressOf = (base: string, type: string, search: URLSearchParams): string => {
  const text = search.toString()
  return `${base}/${type}${text === '' ? '' : `?${text}`}`
}
