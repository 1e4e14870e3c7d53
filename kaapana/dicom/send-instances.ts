import { setTimeout } from 'node:timers/promises'
import { type AssociationEnd, associate, contextOf, type Peer } from './associate.ts'
import type { FoundFile } from './find-files.ts'
import type { DicomFile } from './read-file.ts'
import { SendLedger, type SendReport } from './send-report.ts'

/** How instances are sent. */
export interface SendOptions {
  signal?: AbortSignal
  /** Hears of every answer. */
  onProgress?(report: SendReport): void
  /** Seconds without any answer after which a connection counts as broken. @default 60 */
  patience?: number
  /** Seconds without a single confirmation, over all attempts, after which sending gives up. @default 120 */
  retryFor?: number
  /** Milliseconds to the first new attempt; each next one waits twice as long, to 10 s. @default 500 */
  backoff?: number
}

/** Instances offered in one association: bounds the memory for their requests. */
const BATCH = 500
/** PS3.8 has room for 128 contexts; the library offers up to two for each of these. */
const CONTEXTS = 60
const LONGEST_WAIT = 10_000

/**
 * Stores every instance that `found` yields, in associations of up to 500, one at a time. A broken
 * association is followed by another for what was not confirmed: an instance counts once, when the
 * peer has answered for it, however often it was on its way. Instances that the peer refuses are
 * reported and not sent again. It gives up where the first association fails, or when nothing was
 * confirmed for `retryFor` seconds.
 */
export async function sendInstances(
  found: AsyncIterable<FoundFile>,
  peer: Peer,
  options: SendOptions = {},
): Promise<SendReport> {
  const ledger = new SendLedger(options.onProgress)
  const sender = new Sender(peer, ledger, options)
  try {
    let batch: DicomFile[] = []
    const contexts = new Set<string>()
    for await (const { path, file } of found) {
      if (!ledger.isNew(path, file)) continue
      contexts.add(contextOf(file))
      batch.push(file)
      if (batch.length < BATCH && contexts.size < CONTEXTS) continue
      if (!(await sender.send(batch))) return ledger.report
      batch = []
      contexts.clear()
    }
    if (batch.length > 0) await sender.send(batch)
  } catch (error) {
    if (options.signal?.aborted !== true) throw error
    ledger.stop('interrupted')
  }
  return ledger.report
}

class Sender {
  readonly #peer: Peer
  readonly #ledger: SendLedger
  readonly #options: SendOptions
  /** True once the peer has accepted an association: then a failure may pass. */
  #accepted = false

  constructor(peer: Peer, ledger: SendLedger, options: SendOptions) {
    this.#peer = peer
    this.#ledger = ledger
    this.#options = options
  }

  /** Sends until each instance of the batch is answered; false where sending has ended. */
  async send(batch: readonly DicomFile[]): Promise<boolean> {
    const { signal, retryFor = 120, backoff = 500 } = this.#options
    let pending = batch
    let wait = backoff
    let lastProgress = performance.now()
    while (pending.length > 0) {
      const end = await this.#associate(pending)
      const left = pending.filter((file) => !this.#ledger.isAnswered(file))
      signal?.throwIfAborted()
      if (end.kind === 'released') {
        for (const file of left) this.#ledger.notAccepted(file)
        return true
      }
      if (left.length < pending.length) {
        lastProgress = performance.now()
        wait = backoff
      }
      pending = left
      const waited = (performance.now() - lastProgress + wait) / 1000
      if (this.#isFinal(end) || waited > retryFor) return this.#giveUp(end)
      if (pending.length > 0) await setTimeout(wait, undefined, signal ? { signal } : {})
      wait = Math.min(wait * 2, LONGEST_WAIT)
    }
    return true
  }

  #associate(files: readonly DicomFile[]): Promise<AssociationEnd> {
    const { signal, patience = 60 } = this.#options
    this.#ledger.report.associations++
    return associate(this.#peer, {
      files,
      patience,
      onAccepted: () => {
        this.#accepted = true
      },
      onAnswer: (status, file) => {
        if (file !== undefined) this.#ledger.answered(file, status)
      },
      onUnreadable: (file, { message }) => this.#ledger.refuse(file, message),
      ...(signal !== undefined && { signal }),
    })
  }

  #isFinal(end: AssociationEnd): boolean {
    return !this.#accepted || (end.kind === 'rejected' && end.lasting)
  }

  #giveUp(end: AssociationEnd): false {
    this.#ledger.stop(end.kind === 'released' ? '' : end.reason)
    return false
  }
}
