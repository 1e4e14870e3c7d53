import { randomBytes } from 'node:crypto'
import type { Patience } from '../backend/poll.ts'
import { PHANTOM_MODALITIES, type PhantomModality } from '../dicom/phantom/modality.ts'
import type { Check, KaapanaSession, Verdict } from './check.ts'
import { ImagingRun } from './imaging-run.ts'
import { type Target, withSession } from './target.ts'

/** How images are sent and waited for. */
export interface ImagingOptions {
  /** DICOM port of Kaapana's host. @default 11112 */
  port?: number
  /** Project that is sent to. @default "admin" */
  project?: string
  /** Series that are sent, one of each. @default both */
  modalities?: readonly PhantomModality[]
  /** Slices of each series. @default 20 */
  slices?: number
  /** Also run a workflow on them. @default false */
  workflow?: boolean
  /** Seconds that Kaapana may take for each step. @default 1800 */
  wait?: number
  /** Milliseconds to the second question about a step. @default 1000 */
  first?: number
  /** Who starts workflows. @default "kaapana" */
  user?: string
}

/** Steps that wait for Kaapana, at most one after the other. */
const STEPS = 7
/** Seconds for drawing and sending. */
const SENDING = 600

/**
 * Checks of the way of images: synthetic series are sent by DICOM and waited for in data set, PACS and
 * thumbnails, then deleted. Each check does what those before it have not done yet, once; where a step
 * failed, those that need it are skipped. Deleting is tried whatever came of the others.
 */
export function imagingChecks(target: Target, options: ImagingOptions = {}): Check[] {
  const { modalities = PHANTOM_MODALITIES, wait = 1800, first, slices, user } = options
  const run = new ImagingRun({
    host: target.baseUrl.hostname,
    port: options.port ?? 11_112,
    project: options.project ?? 'admin',
    dataset: `check-${randomBytes(3).toString('hex')}`,
    modalities,
    ...(slices !== undefined && { slices }),
    ...(user !== undefined && { user }),
  })
  const ask: Ask = (question) => (signal) =>
    withSession(target, (session) =>
      question(session, { seconds: wait, signal, ...(first !== undefined && { first }) }),
    )
  return steps(run, ask, options.workflow === true).map((step) =>
    step.check(SENDING + wait * STEPS),
  )
}

type Ask = (
  question: (session: KaapanaSession, patience: Patience) => Promise<Verdict>,
) => (signal: AbortSignal) => Promise<Verdict>

function steps(run: ImagingRun, ask: Ask, withWorkflow: boolean): Step[] {
  const echo = new Step('dicom.echo', 'The DICOM port answers an echo', [], (signal) =>
    run.echo(signal),
  )
  const store = new Step(
    'dicom.store',
    'Synthetic series are taken',
    [echo],
    // With a session, though it asks nothing: what cannot be deleted again is not sent.
    ask((_, { signal }) => run.store(signal)),
  )
  const after = (id: string, title: string, needed: Step, answer: Parameters<Ask>[0]): Step =>
    new Step(id, title, [needed], ask(answer))
  const index = after('dicom.index', 'They appear in their data set', store, (...given) =>
    run.index(...given),
  )
  const pacs = after('dicom.pacs', 'The PACS has every instance', store, (...given) =>
    run.pacs(...given),
  )
  const thumbnail = after('dicom.thumbnail', 'Thumbnails are drawn', index, (...given) =>
    run.thumbnail(...given),
  )
  const workflow = after(
    'workflow.run',
    'A workflow runs on them, and its result can be had',
    index,
    (...given) => run.workflow(...given),
  )
  const used = [index, pacs, thumbnail, ...(withWorkflow ? [workflow] : [])]
  const remove = after('dicom.delete', 'They are deleted again', echo, (...given) =>
    run.delete(...given),
  )
  remove.after([store, ...used])
  return [echo, store, ...used, remove]
}

/** A check that others need: it is done once, after those that it needs. */
class Step {
  readonly #id: string
  readonly #title: string
  readonly #needs: readonly Step[]
  readonly #answer: (signal: AbortSignal) => Promise<Verdict>
  #before: readonly Step[] = []
  #verdict: Promise<Verdict> | undefined

  constructor(
    id: string,
    title: string,
    needs: readonly Step[],
    answer: (signal: AbortSignal) => Promise<Verdict>,
  ) {
    this.#id = id
    this.#title = title
    this.#needs = needs
    this.#answer = answer
  }

  /** Waits for these too, whatever comes of them. */
  after(steps: readonly Step[]): void {
    this.#before = steps
  }

  check(limit: number): Check {
    return { id: this.#id, title: this.#title, limit, run: (signal) => this.#run(signal) }
  }

  #run(signal: AbortSignal): Promise<Verdict> {
    this.#verdict ??= this.#do(signal)
    return this.#verdict
  }

  async #do(signal: AbortSignal): Promise<Verdict> {
    for (const step of this.#needs) {
      const { outcome } = await step.#run(signal).catch(() => ({ outcome: 'failed' }))
      if (outcome !== 'passed') return { outcome: 'skipped', detail: `See ${step.#id}.` }
    }
    await Promise.allSettled(this.#before.map((step) => step.#run(signal)))
    return this.#answer(signal)
  }
}
