import { z } from '@hono/zod-openapi'

/**
 * A named schema, or null. Not `.nullable()`: that makes the name itself stand for both in the OpenAPI
 * document, so that it says null wherever the name is used, or denies it where it is described.
 */
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()])
