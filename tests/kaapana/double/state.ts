import { randomBytes, randomUUID } from 'node:crypto'

/** A job as `GET /client/jobs` gives it, as far as anyone reads it. */
export interface DoubleJob {
  readonly id: number
  status: 'queued' | 'pending' | 'scheduled' | 'running' | 'finished' | 'failed' | 'deleted'
  readonly dag_id: string
  readonly run_id: string
  readonly conf_data: object
  readonly workflow: { readonly workflow_id: string; readonly workflow_name: string }
}

/** What the double's services hold; tests read and write it. */
export class DoubleState {
  readonly project = {
    id: randomUUID(),
    external_id: null,
    name: 'admin',
    description: 'Initial admin project',
    kubernetes_namespace: 'project-admin',
    s3_bucket: 'project-admin',
    opensearch_index: 'project_admin',
  }
  /** Series of each dataset of the project. */
  readonly datasets = new Map<string, Set<string>>()
  /** Instances of each series, as metadata index and PACS know them. */
  readonly series = new Map<string, DoubleSeries>()
  readonly jobs: DoubleJob[] = []
  readonly dags = [
    ...['service-process-incoming-dcm', 'collect-metadata', 'delete-series'],
    'download-selected-files',
  ]
  /** Objects of the project's bucket, by key. */
  readonly bucket = new Map<string, string>()
  /** How often the jobs of a workflow are asked for until they are done. */
  pollsUntilDone = 2

  /** A series arrived through DICOM. */
  receive(dataset: string, series: DoubleSeries): void {
    this.datasets.set(dataset, (this.datasets.get(dataset) ?? new Set()).add(series.seriesUid))
    const known = this.series.get(series.seriesUid)
    const instanceUids = [...new Set([...(known?.instanceUids ?? []), ...series.instanceUids])]
    this.series.set(series.seriesUid, { ...series, instanceUids })
  }

  /** A job is done, and has left what Kaapana's own workflows leave. */
  finish(job: DoubleJob): void {
    if (job.status === 'finished') return
    job.status = 'finished'
    const { data_form = {} } = job.conf_data as { data_form?: { identifiers?: string[] } }
    if (job.dag_id === 'delete-series')
      for (const uid of data_form.identifiers ?? []) this.series.delete(uid)
    else this.bucket.set(`downloads/${job.run_id}_2026-01-15.zip`, `archive of ${job.run_id}`)
  }

  /** A workflow was started: it has one job, as those have that handle a dataset at once. */
  start(dag: string, name: string, conf: object): { workflow_id: string; workflow_name: string } {
    const workflow_id = randomBytes(3).toString('hex')
    const workflow = { workflow_id, workflow_name: `${name}-${workflow_id}` }
    const id = this.jobs.length + 1
    const run_id = `${dag}-${id}`
    this.jobs.push({ id, status: 'queued', dag_id: dag, run_id, conf_data: conf, workflow })
    return workflow
  }
}

/** A series that has arrived. */
export interface DoubleSeries {
  readonly studyUid: string
  readonly seriesUid: string
  readonly patientId: string
  readonly modality: string
  readonly instanceUids: readonly string[]
}
