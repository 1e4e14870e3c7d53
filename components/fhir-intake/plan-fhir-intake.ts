import { existsSync } from 'node:fs'
import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { retentionProblems } from '../log-settings.ts'
import type { FhirIntakeArgs } from './fhir-intake.ts'

/** Beginnings of keys, with defaults. */
export interface IntakePrefixes {
  readonly uploads: string
  readonly accepted: string
  readonly rejected: string
  readonly reports: string
}

/** All that a FhirIntake makes, with defaults. */
export interface FhirIntakePlan {
  readonly prefixes: IntakePrefixes
  readonly memoryMegabytes: number
  readonly storageMegabytes: number
  readonly timeoutSeconds: number
  readonly maxFileMegabytes: number
  readonly concurrency: number
  readonly attempts: number
  readonly logRetentionDays: number
}

const DEFAULTS = {
  prefixes: {
    uploads: 'fhir/',
    accepted: 'accepted/',
    rejected: 'rejected/',
    reports: 'reports/',
  },
  memoryMegabytes: 512,
  storageMegabytes: 1024,
  timeoutSeconds: 300,
  maxFileMegabytes: 256,
  concurrency: 5,
  attempts: 5,
  logRetentionDays: 400,
} as const

/** Bounds of Lambda and SQS: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const BOUNDS = {
  memoryMegabytes: [256, 10_240],
  storageMegabytes: [512, 10_240],
  timeoutSeconds: [30, 900],
  maxFileMegabytes: [1, 4096],
  // Below 2 the event source does not take it.
  concurrency: [2, 1000],
  attempts: [2, 100],
} as const

const FOLDER = /^[\w.-]+(?:\/[\w.-]+)*\/$/
const INSTITUTION = /^[a-z0-9-]{2,32}$/

/**
 * What a FhirIntake makes of its arguments. Looks whether the files of its code are there.
 *
 * @throws ArgumentError with every argument that cannot be used.
 */
export function planFhirIntake(name: string, args: FhirIntakeArgs): FhirIntakePlan {
  const { ownership: _ownership, ...given } = args
  const plan = {
    ...numbersOf(given),
    prefixes: { ...DEFAULTS.prefixes, ...args.prefixes },
    logRetentionDays: args.logRetentionDays ?? DEFAULTS.logRetentionDays,
  }
  refuse('FhirIntake', name, [
    ...codeProblems(args.code),
    ...institutionProblems(args.institutions),
    ...prefixProblems(plan.prefixes),
    ...boundProblems(plan),
    ...retentionProblems('logRetentionDays', plan.logRetentionDays),
  ])
  return plan
}

type Bounded = keyof typeof BOUNDS

const NUMBERS = Object.keys(BOUNDS) as Bounded[]

function numbersOf(given: Partial<Record<Bounded, number>>): Record<Bounded, number> {
  const entries = NUMBERS.map((key) => [key, given[key] ?? DEFAULTS[key]])
  return Object.fromEntries(entries) as Record<Bounded, number>
}

function codeProblems(code: Record<string, string>): ArgumentProblem[] {
  const fix = 'pass what bundleFhirIntake(folder) returns'
  const missing = ['handler.mjs', 'definitions.ndjson'].filter((path) => !(path in code))
  if (missing.length > 0) {
    const allowed = 'files by their path, handler.mjs and definitions.ndjson among them'
    return [{ argument: 'code', got: Object.keys(code), allowed, fix }]
  }
  return Object.entries(code)
    .filter(([, file]) => !existsSync(file))
    .map(([path, got]) => ({ argument: `code["${path}"]`, got, allowed: 'an existing file', fix }))
}

function institutionProblems(got: string[]): ArgumentProblem[] {
  const fits = got.length > 0 && got.every((id) => INSTITUTION.test(id))
  if (fits && new Set(got).size === got.length) return []
  const allowed = 'different ids of 2–32 lower-case letters, digits and hyphens, at least one'
  return [{ argument: 'institutions', got, allowed }]
}

function prefixProblems(prefixes: IntakePrefixes): ArgumentProblem[] {
  const entries = Object.entries(prefixes) as [string, string][]
  return entries.flatMap(([key, got]) => {
    const argument = `prefixes.${key}`
    if (!FOLDER.test(got)) {
      return [{ argument, got, allowed: 'a folder of letters, digits, _ . - that ends in /' }]
    }
    const other = entries.find(([one, prefix]) => one !== key && got.startsWith(prefix))
    if (other === undefined) return []
    const fix = 'results among the uploads would be taken in again'
    return [{ argument, got, allowed: `outside prefixes.${other[0]}`, fix }]
  })
}

function boundProblems(plan: Record<Bounded, number>): ArgumentProblem[] {
  const problems: ArgumentProblem[] = NUMBERS.flatMap((argument) => {
    const [least, most] = BOUNDS[argument]
    const got = plan[argument]
    if (Number.isInteger(got) && got >= least && got <= most) return []
    return [{ argument, got, allowed: `a whole number from ${least} to ${most}` }]
  })
  // What is accepted and what is refused lie on disk together before they are uploaded.
  if (problems.length === 0 && plan.storageMegabytes < 2 * plan.maxFileMegabytes) {
    const allowed = `at least twice maxFileMegabytes, which is ${plan.maxFileMegabytes}`
    problems.push({ argument: 'storageMegabytes', got: plan.storageMegabytes, allowed })
  }
  return problems
}
