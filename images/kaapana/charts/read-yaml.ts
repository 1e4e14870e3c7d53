import { type Document, isScalar, LineCounter, type ParsedNode, parseAllDocuments } from 'yaml'
import { Severity } from '../issue.ts'
import { type CheckoutFiles, readText } from './checkout-files.ts'

/** A YAML file that holds a mapping. */
export interface YamlFile {
  /** Path relative to the checkout. */
  readonly path: string
  readonly value: Readonly<Record<string, unknown>>
  /** Line of what is at these keys, or of the nearest thing around it. */
  readonly lineOf: (...keys: (string | number)[]) => number
}

/** Far above any chart's settings; parsing takes a hundred times the memory of the text. */
const LARGEST_YAML = 1024 * 1024

/** Reads a YAML file with one mapping, empty for an empty file; undefined when there is none, or when what is there was reported. */
export function readYaml(files: CheckoutFiles, path: string): YamlFile | undefined {
  const text = readText(files, path)
  if (text === undefined) return undefined
  const fault = (message: string, line = 1) => {
    files.report({ rule: 'chart-yaml', severity: Severity.Error, file: path, line, message })
    return undefined
  }
  if (text.length > LARGEST_YAML)
    return fault(`${path} has ${text.length} characters; at most ${LARGEST_YAML} are parsed`)
  try {
    const lines = new LineCounter()
    const document = onlyDocument(text, lines, fault)
    if (document === undefined) return { path, value: {}, lineOf: () => 1 }
    const [error] = document.errors
    if (error) return fault(`${path} is not YAML: ${error.message}`, lineAt(lines, error.pos[0]))
    const value: unknown = document.toJS()
    if (!isMapping(value)) return fault(`${path} must hold a mapping, got ${kindOf(value)}`)
    return { path, value, lineOf: (...keys) => lineOfKeys(document, lines, keys) }
  } catch (error) {
    // Nesting beyond the stack, or aliases that multiply ("billion laughs").
    return fault(`${path} cannot be parsed: ${error instanceof Error ? error.message : error}`)
  }
}

/** Whether a parsed value is a mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a parsed value is, for messages. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 80))}`
  return typeof value === 'object' ? 'a mapping' : `the ${typeof value} ${value}`
}

type Fault = (message: string, line?: number) => undefined

/** Empty documents do not count; of several the first is taken, so that what depends on it is still judged. */
function onlyDocument(text: string, lineCounter: LineCounter, fault: Fault) {
  // Looking for repeated keys takes quadratic time; as in Helm the last one wins.
  const documents = parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  })
  if (!Array.isArray(documents)) return undefined
  const filled = documents.filter((each) => !isEmpty(each))
  const [first, second] = filled
  if (second)
    fault(
      `${filled.length} YAML documents, expected one: remove "---" and what follows it`,
      lineAt(lineCounter, second.range[0]),
    )
  return first
}

function isEmpty({ contents, errors }: Document): boolean {
  return (
    errors.length === 0 && (contents === null || (isScalar(contents) && contents.value === null))
  )
}

function lineOfKeys(document: Document, lines: LineCounter, keys: readonly (string | number)[]) {
  for (let depth = keys.length; depth > 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true) as ParsedNode | undefined
    if (node?.range) return lineAt(lines, node.range[0])
  }
  return 1
}

function lineAt(lines: LineCounter, offset: number): number {
  return Math.max(1, lines.linePos(offset).line)
}
