/** A typed client of the service. */

/** Types of its routes and schemas, by the OpenAPI document. */
export type * from './api-types.ts'
export * from './client.ts'
