import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seriesOfDataset } from '../backend/datasets.ts'
import { instancesInPacs } from '../backend/pacs.ts'
import { type Patience, poll } from '../backend/poll.ts'
import { hasThumbnail } from '../backend/thumbnail.ts'
import { aeTitles } from '../dicom/ae-title.ts'
import type { Peer } from '../dicom/associate.ts'
import { deleteSeries } from '../dicom/delete-series.ts'
import { echo } from '../dicom/echo.ts'
import { findDicomFiles } from '../dicom/find-files.ts'
import type { PhantomModality } from '../dicom/phantom/modality.ts'
import type { PhantomSeries } from '../dicom/phantom/series.ts'
import { writePhantom } from '../dicom/phantom/write-series.ts'
import { sendInstances } from '../dicom/send-instances.ts'
import { openResult, resultsOf } from '../workflow/results.ts'
import { startWorkflow, waitForWorkflow } from '../workflow/workflow.ts'
import type { KaapanaSession, Verdict } from './check.ts'

/** Where the synthetic series of one run go. */
export interface ImagingPlan {
  host: string
  port: number
  project: string
  /** A data set of its own, so that nothing else is in it, or deleted with it. */
  dataset: string
  modalities: readonly PhantomModality[]
  slices?: number
  user?: string
}

/** A small workflow that every Kaapana has: it leaves an archive with the metadata of the series. */
const WORKFLOW = 'collect-metadata'

const passed = (detail: string): Verdict => ({ outcome: 'passed', detail })
const failed = (detail: string): Verdict => ({ outcome: 'failed', detail })

/** The steps on the way of images, each to be done once and in order. */
export class ImagingRun {
  readonly #plan: ImagingPlan
  readonly #peer: Peer
  /** Series of which Kaapana has confirmed something. */
  #sent: PhantomSeries[] = []
  #indexAsked = false

  /** @throws KaapanaError where project or data set make no AE title */
  constructor(plan: ImagingPlan) {
    this.#plan = plan
    this.#peer = { host: plan.host, port: plan.port, ...aeTitles(plan) }
  }

  async echo(signal: AbortSignal): Promise<Verdict> {
    await echo(this.#peer, { signal })
    const { host, port, called } = this.#peer
    return passed(`${host}:${port} answers as ${called}.`)
  }

  async store(signal: AbortSignal = new AbortController().signal): Promise<Verdict> {
    const folder = await mkdtemp(join(tmpdir(), 'dataspace-check-'))
    try {
      const drawn = await this.#draw(folder, signal)
      const report = await sendInstances(findDicomFiles(folder), this.#peer, { signal })
      const { stored, refused, stopped, series } = report
      this.#sent = drawn.filter(({ seriesUid }) => series.has(seriesUid))
      signal.throwIfAborted()
      const all = drawn.reduce((sum, { instances }) => sum + instances.length, 0)
      const reason = stopped ?? refused[0]?.text
      if (stored < all) return failed(`${stored} of ${all} instances were taken: ${reason}.`)
      return passed(`${stored} instances, data set ${this.#plan.dataset}.`)
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  #draw(folder: string, signal: AbortSignal): Promise<PhantomSeries[]> {
    const { slices } = this.#plan
    const shared = { seed: crypto.randomUUID(), ...(slices !== undefined && { slices }) }
    return Promise.all(
      this.#plan.modalities.map((modality) =>
        writePhantom(join(folder, modality), { modality, ...shared }, signal),
      ),
    )
  }

  async index(session: KaapanaSession, patience: Patience): Promise<Verdict> {
    const { dataset } = this.#plan
    this.#indexAsked = true
    return poll(async () => {
      const found = await seriesOfDataset(session, dataset, patience.signal)
      const missing = this.#sent.filter(({ seriesUid }) => found?.has(seriesUid) !== true)
      const there = this.#sent.length - missing.length
      if (missing.length > 0)
        return {
          waiting: `data set ${dataset} has ${there} of ${this.#sent.length} series; the runs of service-process-incoming-dcm in Airflow tell more`,
        }
      const more = (found?.size ?? 0) - there
      if (more > 0) return { done: failed(`${more} series are in ${dataset} that were not sent.`) }
      return { done: passed(`${there} series in data set ${dataset}.`) }
    }, patience)
  }

  async pacs(session: KaapanaSession, patience: Patience): Promise<Verdict> {
    return poll(async () => {
      let there = 0
      for (const { studyUid, seriesUid, instances } of this.#sent) {
        const place = { study: studyUid, series: seriesUid }
        const found = await instancesInPacs(session, place, patience.signal)
        const missing = instances.filter((uid) => !found.has(uid))
        if (missing.length > 0)
          return {
            waiting: `${missing.length} of ${instances.length} instances are not in the PACS`,
          }
        if (found.size > instances.length)
          return { done: failed(`${found.size} instances where ${instances.length} were sent.`) }
        there += found.size
      }
      return { done: passed(`${there} instances, each by its UID.`) }
    }, patience)
  }

  async thumbnail(session: KaapanaSession, patience: Patience): Promise<Verdict> {
    return poll(async () => {
      for (const { seriesUid } of this.#sent)
        if (!(await hasThumbnail(session, seriesUid, patience.signal)))
          return { waiting: `there is no thumbnail of series ${seriesUid}` }
      return { done: passed(`${this.#sent.length} thumbnails.`) }
    }, patience)
  }

  async workflow(session: KaapanaSession, patience: Patience): Promise<Verdict> {
    const { dataset, user } = this.#plan
    const { signal } = patience
    const order = { dag: WORKFLOW, data: { dataset_name: dataset }, ...(user && { user }) }
    const started = await startWorkflow(session, order, signal)
    const jobs = await waitForWorkflow(session, started, patience)
    const results = await resultsOf(session, jobs, signal)
    const [first] = results
    if (first === undefined)
      return failed(`${started.workflow_name} finished and left no archive in downloads.`)
    let bytes = 0
    for await (const chunk of await openResult(session, first, signal)) bytes += chunk.byteLength
    if (bytes === 0) return failed(`${first.path} is empty.`)
    return passed(`${started.workflow_name} left ${first.path}, ${bytes} bytes.`)
  }

  async delete(session: KaapanaSession, patience: Patience): Promise<Verdict> {
    const { dataset, user } = this.#plan
    if (this.#sent.length === 0) return { outcome: 'skipped', detail: 'Nothing was sent.' }
    // What is not in the index yet cannot be deleted by the workflow.
    if (!this.#indexAsked) await this.index(session, patience).catch(() => {})
    const held = this.#sent.map(({ studyUid, seriesUid }) => ({
      study: studyUid,
      series: seriesUid,
    }))
    await deleteSeries(session, { held, dataset, ...(user !== undefined && { user }) }, patience)
    const kept = session.project.name === 'admin' ? '' : ' Project admin keeps them: delete there.'
    return passed(`${held.length} series and data set ${dataset} are gone.${kept}`)
  }
}
