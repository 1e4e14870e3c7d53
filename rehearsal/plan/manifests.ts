import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { PlainValue, Properties } from '../engine/wire.ts'
import type { Plan, PlannedResource } from './plan.ts'
import { ProjectError } from './project.ts'
import { SECRET, UNKNOWN_VALUE } from './redact.ts'
import { asText } from './values.ts'

/** A file of a folder of manifests. */
export interface Manifest {
  readonly file: string
  readonly text: string
}

/** Kubernetes objects as files, and what could not be written as one. */
export interface Manifests {
  readonly files: readonly Manifest[]
  /** One sentence each. */
  readonly notices: readonly string[]
}

/** Group, version and kind of a Kubernetes object's type token; undefined for charts and the like. */
const OBJECT_TYPE = /^kubernetes:(.+)\/(v\d\w*):([A-Z]\w*)$/
const NO_OBJECTS = new Set(['ConfigFile', 'ConfigGroup', 'Release', 'Chart', 'Directory'])

/**
 * The plan's Kubernetes objects as YAML, one a file, with a kustomization. Values of secrets are never
 * written: a Secret is left out and named, and so is an object that holds a secret elsewhere.
 */
export function manifestsOf(plan: Plan): Manifests {
  const files: Manifest[] = []
  const notices: string[] = []
  for (const resource of plan.resources) {
    const object = objectOf(resource)
    if (object === undefined) continue
    const problem = problemOf(resource, object)
    const { kind, name, namespace } = identify(object)
    if (problem === undefined) {
      const file = `${[namespace, kind, name].filter(Boolean).join('-')}.yaml`.toLowerCase()
      files.push({ file, text: `# ${resource.urn}\n${yaml(object)}` })
    } else notices.push(`${kind} ${[namespace, name].filter(Boolean).join('/')} ${problem}`)
  }
  const sorted = unique(files).sort((a, b) => (a.file < b.file ? -1 : 1))
  return { files: [...sorted, kustomization(sorted, notices)], notices }
}

/**
 * Writes the files; the folder is made when it is missing.
 *
 * @throws ProjectError when there is something else of that name.
 */
export function writeManifests(folder: string, { files }: Manifests): void {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new ProjectError(`--manifests needs a folder, and ${folder} is a file.`)
  mkdirSync(folder, { recursive: true })
  for (const { file, text } of files) writeFileSync(join(folder, file), text)
}

function objectOf({ type, inputs }: PlannedResource): Properties | undefined {
  const [, group = '', version = '', kind = ''] = OBJECT_TYPE.exec(type) ?? []
  if (kind === '' || NO_OBJECTS.has(kind) || kind.endsWith('Patch') || kind.endsWith('List'))
    return undefined
  const apiVersion = asText(inputs.apiVersion, group === 'core' ? version : `${group}/${version}`)
  const { apiVersion: _a, kind: _k, metadata = {}, ...rest } = inputs
  return { apiVersion, kind, metadata, ...rest }
}

function problemOf(resource: PlannedResource, object: Properties): string | undefined {
  const text = JSON.stringify(object)
  if (object.kind === 'Secret')
    return 'is not written, since it holds secrets: create it by other means.'
  if (resource.secretInputs.length > 0 || text.includes(SECRET))
    return 'is not written, since a secret is among its values.'
  if (text.includes(UNKNOWN_VALUE))
    return 'is not written, since a value of it is known only after a deployment.'
  return undefined
}

function identify(object: Properties): { kind: string; name: string; namespace: string } {
  const metadata = object.metadata as Properties
  return {
    kind: asText(object.kind),
    name: asText(metadata.name, asText(metadata.generateName, 'unnamed')),
    namespace: asText(metadata.namespace),
  }
}

/** Two objects of the same identity come from two clusters; the later one's file gets a number. */
function unique(files: readonly Manifest[]): Manifest[] {
  const times = new Map<string, number>()
  return files.map(({ file, text }) => {
    const time = (times.get(file) ?? 0) + 1
    times.set(file, time)
    return { file: time === 1 ? file : file.replace(/\.yaml$/, `-${time}.yaml`), text }
  })
}

function kustomization(files: readonly Manifest[], notices: readonly string[]): Manifest {
  const comment = notices.map((notice) => `# ${notice}\n`).join('')
  const content = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: files.map(({ file }) => file),
  }
  return { file: 'kustomization.yaml', text: `${comment}${yaml(content)}` }
}

const yaml = (value: PlainValue): string => stringify(value, { lineWidth: 0 })
