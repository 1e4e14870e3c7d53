import { contextOf } from './associate.ts'
import type { DicomFile } from './read-file.ts'
import { storeStatus } from './store-status.ts'

/** An instance that was not simply stored. */
export interface InstanceProblem {
  path: string
  instance: string
  /** The status of the answer, or why there is none. */
  text: string
}

/** What became of the instances. */
export interface SendReport {
  /** Instances the peer has confirmed, those with a warning included; each counted once. */
  stored: number
  /** Stored, and the peer remarked on them. */
  warnings: InstanceProblem[]
  /** Not stored, for good: the peer answered so, or takes no such instances. */
  refused: InstanceProblem[]
  /** Confirmed instances by series. */
  series: Map<string, { study: string; stored: number }>
  /** Files that are no DICOM, or hold no instance. */
  notDicom: string[]
  /** Files whose instance was in a file before. */
  duplicates: string[]
  /** Associations asked for: more than needed where some broke. */
  associations: number
  /** Why sending ended before its end. */
  stopped?: string
}

/** Counts what was answered, by instance. */
export class SendLedger {
  readonly report: SendReport = {
    stored: 0,
    warnings: [],
    refused: [],
    series: new Map(),
    notDicom: [],
    duplicates: [],
    associations: 0,
  }
  readonly #onProgress: ((report: SendReport) => void) | undefined
  /** Every instance seen; true once there is an answer for it. */
  readonly #instances = new Map<string, boolean>()

  constructor(onProgress?: (report: SendReport) => void) {
    this.#onProgress = onProgress
  }

  /** Takes note of a file; true where it holds an instance not seen before. */
  isNew(path: string, file: DicomFile | undefined): file is DicomFile {
    if (file === undefined) this.report.notDicom.push(path)
    else if (this.#instances.has(file.instance)) this.report.duplicates.push(path)
    else {
      this.#instances.set(file.instance, false)
      return true
    }
    return false
  }

  isAnswered({ instance }: DicomFile): boolean {
    return this.#instances.get(instance) === true
  }

  /** The peer has answered for an instance. */
  answered(file: DicomFile, status: number): void {
    if (this.isAnswered(file)) return
    const { outcome, text } = storeStatus(status)
    if (outcome === 'refused') {
      this.refuse(file, `the peer answered ${text}`)
      return
    }
    this.#instances.set(file.instance, true)
    const { report } = this
    report.stored++
    if (outcome === 'warning') report.warnings.push(problemOf(file, `stored, but: ${text}`))
    const series = report.series.get(file.series) ?? { study: file.study, stored: 0 }
    series.stored++
    report.series.set(file.series, series)
    this.#onProgress?.(report)
  }

  /** The association ended in order, without an answer: the peer has no context for it. */
  notAccepted(file: DicomFile): void {
    this.refuse(file, `the peer does not accept ${contextOf(file)}`)
  }

  stop(reason: string): void {
    this.report.stopped = reason
  }

  /** The instance will not be stored: it is not sent again. */
  refuse(file: DicomFile, text: string): void {
    this.#instances.set(file.instance, true)
    this.report.refused.push(problemOf(file, text))
    this.#onProgress?.(this.report)
  }
}

const problemOf = ({ path, instance }: DicomFile, text: string): InstanceProblem => ({
  path,
  instance,
  text,
})
