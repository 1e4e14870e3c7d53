import { KaapanaError } from '../kaapana-error.ts'
import { type ChartMetadata, chartMetadata } from './chart-metadata.ts'
import type { ChartFile, ChartTree } from './chart-tree.ts'
import { type HelmIgnore, helmIgnore } from './helm-ignore.ts'
import { type ArchiveEntry, writeTgz } from './write-tgz.ts'

/** A packaged chart. */
export interface ChartArchive {
  readonly name: string
  readonly version: string
  /** Name of its file: `<name>-<version>.tgz`. */
  readonly file: string
  readonly bytes: Buffer
}

/**
 * Packages a chart with the entries that `helm package` gives it, Chart.yaml first. Helm itself puts
 * the time of the call into its archives, so that the same chart never has the same bytes twice;
 * here every entry has the time given.
 *
 * @throws {KaapanaError} a chart that Helm would not package
 */
export async function packageChart(tree: ChartTree, seconds: number): Promise<ChartArchive> {
  const ignored = helmIgnore(textOf(tree, '.helmignore') ?? '')
  const kept = new Map([...tree].filter(([path]) => !isIgnored(path, ignored)))
  const { name, version } = metadataOf(kept, 'chart')
  const bytes = await writeTgz(entriesOf(kept, ''), seconds)
  return { name, version, file: `${name}-${version}.tgz`, bytes }
}

/** The entries of a chart and its charts, in the order of Helm's Save. */
function entriesOf(tree: ChartTree, prefix: string): ArchiveEntry[] {
  const { name, apiVersion, text } = metadataOf(tree, prefix)
  const base = `${prefix}${name}/`
  const charts = new Map<string, Map<string, ChartFile>>()
  const first: ArchiveEntry[] = []
  const templates: ArchiveEntry[] = []
  const files: ArchiveEntry[] = []
  for (const [path, { bytes }] of [...tree].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entry = { path: base + path, bytes: withoutByteOrderMark(bytes) }
    if (path === 'Chart.yaml') continue
    if (isSubchartFile(path)) collect(charts, path, entry)
    else if (path === 'values.yaml' || path === 'values.schema.json') first.push(entry)
    else if (LOCKS.includes(path) && apiVersion === 'v2') first.unshift(...lockEntry(path, entry))
    else if (path.startsWith('templates/')) templates.push(entry)
    else files.push(entry)
  }
  const metadata = { path: `${base}Chart.yaml`, bytes: Buffer.from(text) }
  const inner = [...charts.values()].flatMap((chart) => entriesOf(chart, `${base}charts/`))
  return [metadata, ...first, ...templates, ...files, ...inner]
}

/** Files that carry dependencies: they move into Chart.yaml and Chart.lock with API version v2. */
const LOCKS = ['requirements.yaml', 'requirements.lock', 'Chart.lock']

function lockEntry(path: string, entry: ArchiveEntry): ArchiveEntry[] {
  return path === 'Chart.lock' ? [entry] : []
}

function isSubchartFile(path: string): boolean {
  return path.startsWith('charts/') && !path.endsWith('.prov')
}

function collect(
  charts: Map<string, Map<string, ChartFile>>,
  path: string,
  { bytes }: ArchiveEntry,
): void {
  const [, folder = '', ...rest] = path.split('/')
  if (folder.startsWith('_') || folder.startsWith('.')) return
  if (folder.endsWith('.tgz'))
    throw new KaapanaError(`${path}: unpack archives of charts: Kaapana's charts are folders`)
  if (rest.length === 0) return
  const chart = charts.get(folder) ?? new Map<string, ChartFile>()
  charts.set(folder, chart.set(rest.join('/'), { bytes, executable: false }))
}

function metadataOf(tree: ChartTree, where: string): ChartMetadata {
  const text = textOf(tree, 'Chart.yaml')
  if (text === undefined) throw new KaapanaError(`${where}: a folder of charts has no Chart.yaml`)
  return chartMetadata(text, textOf(tree, 'requirements.yaml'))
}

/** A rule that names a folder takes all that is in it along. */
function isIgnored(path: string, ignored: HelmIgnore): boolean {
  const parts = path.split('/')
  const folders = parts.slice(1).map((_, count) => parts.slice(0, count + 1).join('/'))
  return folders.some((folder) => ignored(folder, true)) || ignored(path, false)
}

function textOf(tree: ChartTree, path: string): string | undefined {
  const file = tree.get(path)
  return file && withoutByteOrderMark(file.bytes).toString('utf8')
}

function withoutByteOrderMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
