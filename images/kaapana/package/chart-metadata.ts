import { stringify } from 'yaml'
import { KaapanaError } from '../kaapana-error.ts'
import { readMapping } from './read-mapping.ts'

/** What is needed of a Chart.yaml to package it. */
export interface ChartMetadata {
  readonly name: string
  readonly version: string
  readonly apiVersion: string
  /** Chart.yaml as it is in a package: Helm's own fields, in its order. */
  readonly text: string
}

const TEXTS = [
  'apiVersion',
  'appVersion',
  'condition',
  'description',
  'home',
  'icon',
  'kubeVersion',
  'name',
  'tags',
  'type',
  'version',
]
const STRUCTURES = ['annotations', 'dependencies', 'keywords', 'maintainers', 'sources']

/**
 * Reads Chart.yaml and gives it as `helm package` writes it: fields that Helm does not know, such
 * as Kaapana's, are gone, and dependencies stay with API version v2 alone.
 * https://github.com/helm/helm/blob/v3.17.2/pkg/chartutil/save.go
 *
 * @throws {KaapanaError} no name, or a version that Helm refuses
 */
export function chartMetadata(chartYaml: string, requirementsYaml?: string): ChartMetadata {
  const raw = readMapping(chartYaml, 'Chart.yaml')
  const apiVersion = raw.apiVersion === 'v2' ? 'v2' : 'v1'
  const requirements = readMapping(requirementsYaml ?? '', 'requirements.yaml')
  const fields: Record<string, unknown> = {}
  for (const key of TEXTS) if (isText(raw[key])) fields[key] = String(raw[key])
  if (raw.deprecated === true) fields.deprecated = true
  for (const key of STRUCTURES) if (isFilled(raw[key])) fields[key] = raw[key]
  if (isFilled(requirements.dependencies)) fields.dependencies = requirements.dependencies
  if (apiVersion === 'v1') delete fields.dependencies
  if (Array.isArray(fields.dependencies))
    // Helm's structure always has the field.
    fields.dependencies = fields.dependencies.map((one) => ({ repository: '', ...one }))
  fields.apiVersion = apiVersion
  const { name, version } = fields
  if (typeof name !== 'string') throw new KaapanaError('A Chart.yaml has no name')
  if (typeof version !== 'string' || !SEMVER.test(version))
    throw new KaapanaError(
      `Chart ${name}: Helm packages semantic versions alone (1.2.3, 1.2.3-4-gabcdef), got ${version}`,
    )
  return { name, version, apiVersion, text: stringify(fields, HELM_STYLE) }
}

/** As Go's writer of YAML: sorted keys, no folded lines. */
const HELM_STYLE = {
  version: '1.1',
  sortMapEntries: true,
  indentSeq: false,
  lineWidth: 0,
  aliasDuplicateObjects: false,
} as const

const SEMVER = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/

function isText(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}
