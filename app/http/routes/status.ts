import { z } from '@hono/zod-openapi'
import { answerJson, answerText } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { addRoute } from '../route.ts'
import { API_VERSION } from '../version.ts'
import { wantsPage } from './console.ts'

const state = z.string().openapi({ example: 'connected' })

const health = z
  .object({
    status: z.enum(['healthy', 'unhealthy']),
    version: z.string(),
    services: z.object({
      api: state,
      database: state,
      mlflow: state,
      model: state,
      model_source: state,
    }),
  })
  .openapi('Health')

const readiness = z
  .object({
    ready: z.boolean(),
    model: z.string(),
    database: z.string(),
    mlflow: z.string(),
    model_source: z.string(),
  })
  .openapi('Readiness')

/** The public routes that say what this is and how it does. */
export function addStatusRoutes({ gate, institutions, health: checks, services }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/',
      access: 'public',
      tag: 'Status',
      summary: 'What this service is; browsers are sent to the console',
      answer: {
        description: 'Name, version, institutions, where to go',
        schema: z.object({
          message: z.string(),
          version: z.string(),
          institutions: z.array(z.string()),
          endpoints: z.object({ docs: z.string(), health: z.string(), predict: z.string() }),
        }),
      },
    },
    ({ c }) => {
      const headers = { vary: 'Accept, Origin' }
      if (wantsPage(c.req.header('accept')))
        return answerText(c, null, { status: 302, headers: { ...headers, location: '/console/' } })
      const body = {
        message: 'HealthAlliance DataSpace MLOps Platform',
        version: API_VERSION,
        institutions: institutions.map(({ id }) => id.toUpperCase()),
        endpoints: { docs: '/docs', health: '/health', predict: '/api/v1/predict' },
      }
      return answerJson(c, body, { headers })
    },
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/health',
      access: 'public',
      tag: 'Status',
      summary: 'State of the service and of what it depends on',
      answer: { description: 'Healthy', schema: health },
      alsoAnswers: [{ status: 503, description: 'Model or database down' }],
    },
    async ({ c }) => {
      const { ready, model, database, mlflow, model_source } = await checks.report()
      const words = { ok: 'available', down: 'unreachable', 'not configured': 'not configured' }
      return answerJson(
        c,
        {
          status: ready ? 'healthy' : 'unhealthy',
          version: API_VERSION,
          services: {
            api: 'running',
            database: database === 'ok' ? 'connected' : 'unreachable',
            mlflow: words[mlflow],
            model: words[model],
            model_source,
          },
        },
        { status: ready ? 200 : 503 },
      )
    },
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/livez',
      access: 'public',
      tag: 'Status',
      summary: 'The process answers; says nothing of its dependencies',
      answer: { description: 'Alive', schema: z.object({ alive: z.literal(true) }) },
    },
    ({ c }) => answerJson(c, { alive: true }),
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/readyz',
      access: 'public',
      tag: 'Status',
      summary: 'Ready for requests: a verified model and a database that answers',
      answer: { description: 'Ready', schema: readiness },
      alsoAnswers: [{ status: 503, description: 'Not ready' }],
    },
    async ({ c }) => {
      const report = await checks.report()
      return answerJson(c, report, { status: report.ready ? 200 : 503 })
    },
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/services',
      access: 'user',
      tag: 'Status',
      summary: 'The parts of the platform, checked now',
      answer: {
        description: 'State of each part',
        schema: z.object({
          services: z.array(
            z.object({
              name: z.string(),
              description: z.string(),
              port: z.int(),
              status: z.enum(['healthy', 'unreachable']),
              docs: z.string().nullable(),
            }),
          ),
          checked_at: z.iso.datetime(),
        }),
      },
    },
    async ({ c }) =>
      answerJson(c, { services: await services.check(), checked_at: new Date().toISOString() }),
  )
}
