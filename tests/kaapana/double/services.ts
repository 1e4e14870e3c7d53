import { type Context, Hono } from 'hono'
import { addBucket } from './bucket.ts'
import type { Fault } from './faults.ts'
import type { DoubleJob, DoubleState } from './state.ts'

const PAGES = [
  ...['/flow/home', '/ohif/', '/slim/', '/dcm4chee-arc/ui2/', '/pacs', '/ctp', '/meta/'],
  ...['/os/', '/minio-console/', '/auth/admin/master/console/', '/prometheus/-/healthy'],
  ...['/alert/-/healthy', '/kubernetes/', '/traefik/dashboard/', '/workflow-ui/', '/data-ui/'],
  ...['/projects-ui/', '/docs/', '/maintenance/'],
]

const DOCUMENTS = [
  ...['/grafana/api/health', '/loki/api/v1/labels', '/api/version', '/data-api/v1/health'],
  ...['/flow/kaapana/api/getdags', '/notifications/openapi.json', '/workflow-api/v1/health'],
]

/** The services behind the proxy, as far as they answer to somebody who is let in. */
export function services(state: DoubleState, faults: ReadonlySet<Fault>): Hono {
  const app = new Hono()
  for (const path of PAGES) app.get(path, (c) => c.html(`<html><title>${path}</title></html>`))
  for (const path of DOCUMENTS) app.get(path, (c) => c.json({ path }))
  for (const path of ['/dicomweb', '/health', '/auth-backend'])
    app.get(path, (c) => c.text('404 page not found', 404))
  addHealth(app, faults)
  app.get('/aii/projects/:name', (c) =>
    [state.project.name, state.project.id].includes(c.req.param('name')) &&
    !faults.has('aii.no-project')
      ? c.json(state.project)
      : c.json({ detail: 'Project not found' }, 404),
  )
  app.get('/kube-helm-api/extensions', (c) => c.json([]))
  app.get('/dicom-web-filter/studies', (c) => c.json(studies(state)))
  app.get('/dicom-web-filter/studies/:study/series/:series/instances', (c) => {
    const found = state.series.get(c.req.param('series'))
    return c.json(
      (found?.instanceUids ?? []).map((uid) => ({ '00080018': { vr: 'UI', Value: [uid] } })),
    )
  })
  addDatasets(app, state, faults)
  addWorkflows(app, state, faults)
  addBucket(app, state)
  // The landing page is a single page: it answers to all that nobody else does.
  app.get('*', (c) => c.html('<html><title>Kaapana</title><div id="app"></div></html>'))
  return app
}

function addHealth(app: Hono, faults: ReadonlySet<Fault>): void {
  app.get('/kube-helm-api/health-check', (c) =>
    faults.has('health.kube-helm')
      ? c.text('Internal Server Error', 500)
      : c.text('Kube-Helm api is up and running!'),
  )
  app.get('/kaapana-backend/health-check', (c) => c.json(['Kaapana backend is up and running!']))
  app.get('/workflow-api/v1/health/db', (c) =>
    faults.has('health.workflow-api') ? c.json({ status: false }, 503) : c.json({ status: true }),
  )
}

const studies = ({ series }: DoubleState): object[] =>
  [...new Map(Array.from(series.values(), (one) => [one.studyUid, one])).values()].map((one) => ({
    '0020000D': { vr: 'UI', Value: [one.studyUid] },
    '00080061': { vr: 'CS', Value: [one.modality] },
    '00100020': { vr: 'LO', Value: [one.patientId] },
  }))

function addDatasets(app: Hono, state: DoubleState, faults: ReadonlySet<Fault>): void {
  const dataset = (c: Context) => {
    const name = c.req.query('name') ?? ''
    const series = state.datasets.get(name)
    if (series === undefined) return c.json({ detail: 'Dataset not found' }, 404)
    const identifiers = faults.has('dataset.empty') ? [] : [...series]
    const now = new Date().toISOString()
    return c.json({ name, time_created: now, time_updated: now, username: 'kaapana', identifiers })
  }
  app.get('/kaapana-backend/client/dataset', dataset)
  app.delete('/kaapana-backend/client/dataset', (c) => {
    const known = state.datasets.delete(c.req.query('name') ?? '')
    return known ? c.json({ ok: true }) : c.json({ detail: 'Dataset not found' }, 404)
  })
  app.get('/kaapana-backend/client/datasets', (c) =>
    c.json(Array.from(state.datasets, ([name, series]) => ({ name, identifiers: [...series] }))),
  )
  app.get('/kaapana-backend/dataset/series/:uid/thumbnail', (c) =>
    state.series.has(c.req.param('uid'))
      ? c.body(PNG, 200, { 'content-type': 'image/png' })
      : c.json({ detail: 'Object not found in the bucket.' }, 404),
  )
}

/** Begins as every PNG does. */
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function addWorkflows(app: Hono, state: DoubleState, faults: ReadonlySet<Fault>): void {
  const polls = new Map<DoubleJob, number>()
  app.get('/kaapana-backend/client/dags', (c) => c.json(state.dags))
  app.post('/kaapana-backend/client/workflow', async (c) => {
    const { dag_id, workflow_name, conf_data } = (await c.req.json()) as Record<string, string>
    if (dag_id === undefined || workflow_name === undefined || conf_data === undefined)
      return c.json({ detail: [{ type: 'missing', loc: ['body'], msg: 'Field required' }] }, 422)
    return c.json(state.start(dag_id, workflow_name, Object(conf_data)))
  })
  app.get('/kaapana-backend/client/jobs', (c) => {
    const name = c.req.query('workflow_name')
    const jobs = state.jobs.filter(({ workflow }) => !name || workflow.workflow_name === name)
    for (const job of jobs) advance(job)
    return c.json(jobs)
  })
  const advance = (job: DoubleJob): void => {
    const asked = (polls.get(job) ?? 0) + 1
    polls.set(job, asked)
    if (faults.has('jobs.stuck')) return
    if (asked < state.pollsUntilDone) job.status = 'running'
    else if (faults.has('jobs.fail')) job.status = 'failed'
    else state.finish(job)
  }
}
