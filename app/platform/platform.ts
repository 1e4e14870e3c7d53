import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import type { Logger } from '../logging/logger.ts'
import type { TOOLS } from './tools.ts'

/** Where a tool is opened. */
export interface ToolLink {
  name: (typeof TOOLS)[number]
  url: string
}

/** The plan's picture or page. */
export interface PlanPicture {
  type: 'image/svg+xml' | 'text/html'
  bytes: Uint8Array<ArrayBuffer>
  changedAt: Date
}

/** What a plan says of its environment: a summary of what `dataspace plan --json` writes. */
export interface PlanSummary {
  environment: string
  cost: {
    currency: string
    region: string
    at_least_per_month: number
    areas: { area: string; per_month: number }[]
    price_unknown: number
    charged_by_use: number
  }
}

/** What the deployment tells of the platform around the service. */
export interface Platform {
  links: ToolLink[]
  /** Null where there is none, or it cannot be read. */
  picture(): Promise<PlanPicture | null>
  plan(): Promise<PlanSummary | null>
}

const plan = z.object({
  environment: z.string(),
  cost: z.object({
    currency: z.string(),
    region: z.string(),
    atLeast: z.number(),
    items: z.array(z.object({ area: z.string(), usdPerMonth: z.number() })),
    unknown: z.array(z.unknown()),
    byUse: z.array(z.unknown()).default([]),
  }),
})

/** The platform by settings: addresses, and files that the deployment mounts; read at each request. */
export function createPlatform(options: {
  links: ToolLink[]
  picturePath: string | undefined
  planPath: string | undefined
  logger: Logger
}): Platform {
  const { links, picturePath, planPath, logger } = options
  const orNull = <T>(path: string, read: () => Promise<T>): Promise<T | null> =>
    read().catch((error: unknown) => {
      logger.warn({ err: error, path }, "the plan's file is not shown: it cannot be read")
      return null
    })
  return {
    links,
    picture: async () =>
      picturePath === undefined ? null : orNull(picturePath, () => readPicture(picturePath)),
    plan: async () => (planPath === undefined ? null : orNull(planPath, () => readPlan(planPath))),
  }
}

async function readPicture(path: string): Promise<PlanPicture> {
  const [bytes, { mtime }] = await Promise.all([readFile(path), stat(path)])
  const type = path.endsWith('.svg') ? 'image/svg+xml' : 'text/html'
  return { type, bytes, changedAt: mtime }
}

async function readPlan(path: string): Promise<PlanSummary> {
  const { environment, cost } = plan.parse(JSON.parse(await readFile(path, 'utf8')))
  const areas = new Map<string, number>()
  for (const { area, usdPerMonth } of cost.items)
    areas.set(area, (areas.get(area) ?? 0) + usdPerMonth)
  return {
    environment,
    cost: {
      currency: cost.currency,
      region: cost.region,
      at_least_per_month: cost.atLeast,
      areas: [...areas]
        .map(([area, sum]) => ({ area, per_month: Math.round(sum * 100) / 100 }))
        .sort((a, b) => b.per_month - a.per_month),
      price_unknown: cost.unknown.length,
      charged_by_use: cost.byUse.length,
    },
  }
}
