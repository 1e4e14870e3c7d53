import { z } from 'zod'
import { coerce } from './coerce.ts'
import { type Config, ownConfig } from './config.ts'
import type { Path } from './fields.ts'
import { removeCommand, setCommand } from './fix-command.ts'
import { region } from './forms.ts'
import { type IssueContext, problemsOf, unknownSetting } from './issue.ts'
import { pathText, type SettingProblem, SettingsError } from './problem.ts'
import { repair } from './repair.ts'
import type { Finding } from './rules/rule.ts'
import { brokenRules } from './rules/rules.ts'
import { SETTINGS } from './schema.ts'
import {
  type KnownLocalSettings,
  type KnownSettings,
  kubernetesSettingsOf,
  localSettingsOf,
  resolveSettings,
  type Settings,
} from './settings.ts'

/** Where a configuration comes from. */
export interface ConfigOrigin {
  /** Name of the stack, for the commands that mend a problem. @default "dev" */
  readonly stack?: string
  /** Top-level settings that are kept encrypted; their values are not shown. */
  readonly secrets?: readonly string[]
}

const AWS = { ...SETTINGS, 'aws:region': region('eu-central-1') }

/** For `kind: local`: the same, but nobody needs to answer for containers on the own machine. */
const LOCAL = {
  ...AWS,
  owner: SETTINGS.owner.optional(),
  institutions: SETTINGS.institutions.optional(),
  'aws:region': AWS['aws:region'].optional(),
}

/** For `kind: kubernetes`: nothing has a region. */
const KUBERNETES = { ...AWS, 'aws:region': AWS['aws:region'].optional() }

const SHAPES: Readonly<Record<string, Record<string, z.core.$ZodType>>> = {
  aws: AWS,
  local: LOCAL,
  kubernetes: KUBERNETES,
}

/**
 * Reads settings from a configuration, all or none.
 *
 * @throws SettingsError with every problem and the command that mends it.
 */
export function parseSettings(config: Config, origin: ConfigOrigin = {}): Settings {
  const { stack = 'dev', secrets = [] } = origin
  const kind = String(config['dataspace:kind'] ?? 'aws')
  const shape = SHAPES[kind] ?? AWS
  const given = ownConfig(config, shape)
  const hidden = new Set([...secrets, 'kubeconfig'])
  const context = { root: z.strictObject(shape), given, stack, secrets: hidden }
  const { known, problems } = readEach(shape, context)
  const findings = crossCheck(known, problems, context)
  const bare =
    kind === 'kubernetes' && Object.hasOwn(given, 'kubeconfig') && !secrets.includes('kubeconfig')
  const all = [...problems, ...findings, ...(bare ? [notEncrypted(stack)] : [])]
  if (all.length > 0) throw new SettingsError(stack, onePerPath(all))
  if (kind === 'local') return localSettingsOf(known as KnownLocalSettings, stack)
  if (kind === 'kubernetes') return kubernetesSettingsOf(known as KnownSettings, stack)
  return resolveSettings(known as KnownSettings, stack)
}

const notEncrypted = (stack: string): SettingProblem => ({
  path: ['kubeconfig'],
  message: 'must be kept encrypted: whoever reads the stack’s file could use it',
  fix: `pulumi config set --stack ${stack} --secret kubeconfig < kubeconfig.yaml`,
})

interface Reading {
  /** Settings by key; those that could not even be repaired are missing. */
  readonly known: Record<string, unknown>
  readonly problems: readonly SettingProblem[]
}

function readEach(shape: Record<string, z.core.$ZodType>, context: IssueContext): Reading {
  const given = context.given as Record<string, unknown>
  const known: Record<string, unknown> = {}
  const problems: SettingProblem[] = []
  for (const [key, schema] of Object.entries(shape)) {
    const result = z.safeParse(schema, coerce(schema, given[key]))
    if (result.success) {
      if (result.data !== undefined) known[key] = result.data
    } else {
      known[key] = repair(schema, coerce(schema, given[key]))
      const issues = result.error.issues.map((issue) => ({ ...issue, path: [key, ...issue.path] }))
      problems.push(...issues.flatMap((issue) => problemsOf(issue, context)))
    }
  }
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(shape, key))
  problems.push(...unknown.map((key) => unknownSetting([key], context)))
  return { known, problems: onePerPath(problems) }
}

function crossCheck(
  known: Record<string, unknown>,
  problems: readonly SettingProblem[],
  context: IssueContext,
): SettingProblem[] {
  const wrong = problems.map(({ path }) => path)
  return brokenRules(known, wrong, (path) => isGiven(context.given, path.split('.'))).map(
    ({ reads, finding }) => ({
      path: finding.path,
      message: reads.some((path) => context.secrets.has(path.split('.')[0] ?? ''))
        ? `does not go together with ${reads.join(', ')}; some are kept as secrets, so nothing is shown`
        : finding.message,
      fix: fixOf(finding, context),
    }),
  )
}

function fixOf({ path, set, also }: Finding, context: IssueContext): string {
  if (set === undefined) return removeCommand(path, context)
  const first = setCommand(context.root, path, { ...context, value: set })
  if (also === undefined) return first
  return `${first} && ${setCommand(context.root, also.path, { ...context, value: also.set })}`
}

function isGiven(given: unknown, path: Path): boolean {
  const [key, ...rest] = path
  if (key === undefined) return true
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, key)) return false
  return isGiven((given as Record<string, unknown>)[key], rest)
}

function onePerPath(problems: readonly SettingProblem[]): SettingProblem[] {
  return [...new Map(problems.map((problem) => [pathText(problem.path), problem])).values()]
}
