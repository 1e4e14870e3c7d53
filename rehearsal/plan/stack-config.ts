import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, type Project, ProjectError, readYaml } from './project.ts'

/** The configuration of one environment, as the CLI hands it to the program. */
export interface StackConfig {
  /** Text by `namespace:key`; objects and lists as JSON. */
  readonly values: Readonly<Record<string, string>>
  /** Keys whose value is a secret. */
  readonly secretKeys: readonly string[]
  /** What stands for the encrypted values, since a plan cannot and need not decrypt them. */
  readonly placeholders: readonly string[]
}

/**
 * Reads `Pulumi.<environment>.yaml` and the defaults of `Pulumi.yaml`.
 *
 * @throws ProjectError when there is no such environment; it lists those there are.
 */
export function readStackConfig(project: Project, environment: string): StackConfig {
  const file = join(project.configFolder, `Pulumi.${environment}.yaml`)
  if (!existsSync(file)) throw new ProjectError(missing(project, environment))
  const { config } = readYaml(file)
  const reading = new Reading(project.name)
  for (const [key, declared] of Object.entries(project.config))
    reading.addDeclaration(key, declared)
  for (const [key, value] of Object.entries(isObject(config) ? config : {})) reading.set(key, value)
  return reading.result()
}

/** Environments of a project: those with a `Pulumi.<environment>.yaml`. */
export function environmentsOf(project: Project): string[] {
  if (!existsSync(project.configFolder)) return []
  const names = readdirSync(project.configFolder).map(
    (file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1],
  )
  return names.filter((name) => name !== undefined).sort()
}

function missing(project: Project, environment: string): string {
  const known = environmentsOf(project)
  const found =
    known.length === 0
      ? 'It has none yet: write a Pulumi.<environment>.yaml beside Pulumi.yaml.'
      : `It has: ${known.join(', ')}.`
  return `The project ${project.name} has no environment "${environment}". ${found}`
}

class Reading {
  readonly project: string
  readonly values = new Map<string, string>()
  readonly secretKeys = new Set<string>()
  readonly placeholders = new Set<string>()

  constructor(project: string) {
    this.project = project
  }

  /** A declaration may give a default, or for another namespace a value. */
  addDeclaration(key: string, declared: unknown): void {
    const given = isObject(declared) ? (declared.value ?? declared.default) : declared
    if (isObject(declared) && declared.secret === true) this.secretKeys.add(this.full(key))
    if (given !== undefined) this.set(key, given)
  }

  set(key: string, value: unknown): void {
    const name = this.full(key)
    const plain = this.plain(name, value)
    this.values.set(name, typeof plain === 'object' ? JSON.stringify(plain) : String(plain))
  }

  result(): StackConfig {
    return {
      values: Object.fromEntries([...this.values].sort(([a], [b]) => (a < b ? -1 : 1))),
      secretKeys: [...this.secretKeys].sort(),
      placeholders: [...this.placeholders].sort(),
    }
  }

  private full(key: string): string {
    return key.includes(':') ? key : `${this.project}:${key}`
  }

  private plain(name: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.plain(name, item))
    if (!isObject(value)) return value ?? ''
    if (typeof value.secure !== 'string' || Object.keys(value).length > 1)
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, this.plain(name, item)]),
      )
    const digest = createHash('sha256').update(`${name}${value.secure}`).digest('hex')
    const placeholder = `secret-${digest.slice(0, 33)}`
    this.secretKeys.add(name)
    this.placeholders.add(placeholder)
    return placeholder
  }
}
