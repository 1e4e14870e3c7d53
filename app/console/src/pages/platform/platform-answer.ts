import type { paths } from '../../../../client/api-types.ts'

/** What the service tells of the platform around it. */
export type PlatformAnswer =
  paths['/api/v1/platform']['get']['responses'][200]['content']['application/json']
