import { z } from '@hono/zod-openapi'
import { answerJson, answerText } from '../answer.ts'
import { orNull } from '../nullable.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'

/**
 * A picture or page of a plan is shown as an image, or in a frame of the console alone: it may style
 * itself, and nothing in it runs, loads or sends.
 */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
}

const cost = z
  .object({
    currency: z.string(),
    region: z.string(),
    at_least_per_month: z.number().openapi({ description: 'A lower bound: use is not in it' }),
    areas: z.array(z.object({ area: z.string(), per_month: z.number() })),
    price_unknown: z.int(),
    charged_by_use: z.int(),
  })
  .openapi('PlanCost')

/** The environment the service runs in, as far as its deployment tells. */
export function addPlatformRoutes({ gate, platform }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/platform',
      access: 'admin',
      tag: 'Status',
      summary: 'Links to the tools of the platform, and the plan its deployment carries',
      answer: {
        description: 'Links, plan and cost; null where the deployment carries none',
        schema: z.object({
          links: z.array(
            z.object({
              name: z.enum(['Grafana', 'MLflow', 'Airflow', 'Kaapana', 'Prometheus']),
              url: z.string(),
            }),
          ),
          environment: z.string().nullable(),
          picture: z
            .object({
              href: z.string(),
              type: z.enum(['image/svg+xml', 'text/html']),
              changed_at: z.iso.datetime(),
            })
            .nullable(),
          cost: orNull(cost),
        }),
      },
    },
    async ({ c }) => {
      const [picture, plan] = await Promise.all([platform.picture(), platform.plan()])
      return answerJson(c, {
        links: platform.links,
        environment: plan?.environment ?? null,
        picture: picture && {
          href: '/api/v1/platform/plan',
          type: picture.type,
          changed_at: picture.changedAt.toISOString(),
        },
        cost: plan?.cost ?? null,
      })
    },
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/platform/plan',
      access: 'admin',
      tag: 'Status',
      summary: "The plan's picture or page, as its deployment carries it",
      answer: { description: 'SVG or HTML', type: 'image/svg+xml', otherTypes: ['text/html'] },
      refusals: { 404: 'The deployment carries none' },
    },
    async ({ c }) => {
      const picture = await platform.picture()
      if (picture === null) throw new Problem(404, 'The deployment carries no picture of its plan')
      return answerText(c, picture.bytes, {
        type: `${picture.type}; charset=utf-8`,
        headers: HEADERS,
      })
    },
  )
}
