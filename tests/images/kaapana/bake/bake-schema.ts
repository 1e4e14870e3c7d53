import { z } from 'zod'

const texts = z.array(z.string().min(1))
const csv = z.string().regex(/^type=[a-z]+(,[a-z-]+=[^,]+)*$/)
const name = z.string().regex(/^[a-zA-Z0-9_-]+$/)

/** A bake file as its reference describes it: https://docs.docker.com/build/bake/reference/ */
export const BAKE_SCHEMA = z
  .strictObject({
    group: z.record(name, z.strictObject({ description: z.string().optional(), targets: texts })),
    target: z.record(
      name,
      z.strictObject({
        context: z.string().min(1),
        dockerfile: z.string().min(1),
        contexts: z.record(z.string(), z.string().regex(/^(target:|docker-image:\/\/)/)).optional(),
        args: z.record(z.string(), z.string()).optional(),
        labels: z.record(z.string(), z.string()).optional(),
        tags: texts.optional(),
        platforms: texts,
        'cache-from': z.array(csv).optional(),
        'cache-to': z.array(csv).optional(),
        attest: z.array(csv),
        output: z.array(csv),
      }),
    ),
  })
  .refine(({ group, target }) =>
    Object.values(group)
      .flatMap(({ targets }) => targets)
      .every((member) => member in target),
  )
  .refine(({ target }) =>
    Object.values(target)
      .flatMap(({ contexts }) => Object.values(contexts ?? {}))
      .every((value) => !value.startsWith('target:') || value.slice(7) in target),
  )
  .refine(({ group, target }) => Object.keys(group).every((member) => !(member in target)))
