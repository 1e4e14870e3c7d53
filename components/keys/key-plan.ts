import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { DataClass } from '../ownership.ts'
import { KeyService } from './key-statements.ts'
import type { KeyInstitution, KeyPurpose, KeysArgs } from './keys.ts'

/** One key to be made. */
export interface PlannedKey {
  /** Child name after the component's, e.g. `purpose-database`. */
  readonly role: string
  /** `alias/<prefix>/<key>`. */
  readonly alias: string
  readonly description: string
  readonly services: readonly KeyService[]
  /** Institution of its data, if it belongs to one. */
  readonly institution?: string
  readonly dataClass: DataClass
  readonly spec: KeyPurpose | KeyInstitution
}

/** All keys of one `Keys` component, by the caller's key. */
export interface KeysPlan {
  readonly purposes: Readonly<Record<string, PlannedKey>>
  readonly institutions: Readonly<Record<string, PlannedKey>>
}

/** Services through which an institution's key may be used: those that act as the caller. */
export const INSTITUTION_SERVICES: readonly KeyService[] = [
  KeyService.S3,
  KeyService.Sqs,
  KeyService.SecretsManager,
]

const KEY = /^[a-z][a-z0-9-]{0,39}$/
const SERVICES: ReadonlySet<string> = new Set(Object.values(KeyService))
const ROLE = /^arn:aws:iam::\d{12}:role\/.+$/

/** Checks the arguments of `Keys` and decides every key's alias, description and tags. */
export function planKeys(name: string, args: KeysArgs): KeysPlan {
  refuse('Keys', name, problemsOf(name, args))
  const prefix = aliasPrefixOf(name, args)
  const { purposes = {}, institutions = {} } = args
  return {
    purposes: mapValues(purposes, (spec, key) => ({
      role: `purpose-${key}`,
      alias: `alias/${prefix}/${key}`,
      description: spec.description ?? `${key} of ${args.ownership.environment}`,
      services: spec.services ?? [],
      dataClass: spec.dataClass ?? args.ownership.dataClass ?? DataClass.Internal,
      spec,
    })),
    institutions: mapValues(institutions, (spec, key) => ({
      role: `institution-${key}`,
      alias: `alias/${prefix}/institution/${key}`,
      description: `Data of institution ${key} in ${args.ownership.environment}`,
      services: spec.services ?? [KeyService.S3],
      institution: key,
      dataClass: DataClass.Phi,
      spec,
    })),
  }
}

const aliasPrefixOf = (name: string, args: KeysArgs): string =>
  args.aliasPrefix ?? `${args.ownership.environment}/${name}`

function problemsOf(name: string, args: KeysArgs): ArgumentProblem[] {
  const { purposes = {}, institutions = {}, region } = args
  const prefix = aliasPrefixOf(name, args)
  const problems: ArgumentProblem[] = []
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    problems.push({ argument: 'region', got: region, allowed: 'a region such as eu-central-1' })
  if (!/^(?!aws(\/|$))[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_-]+)*$/.test(prefix) || prefix.length > 180)
    problems.push({
      argument: 'aliasPrefix',
      got: prefix,
      allowed: 'at most 180 letters, digits, "_", "-" and single "/" within, not starting with aws',
    })
  if (Object.keys(purposes).length + Object.keys(institutions).length === 0)
    problems.push({ argument: 'purposes', got: {}, allowed: 'at least one purpose or institution' })
  for (const [key, spec] of Object.entries(purposes))
    problems.push(...purposeProblems(`purposes.${key}`, key, spec))
  for (const [key, spec] of Object.entries(institutions))
    problems.push(...institutionProblems(`institutions.${key}`, key, spec))
  return problems
}

function purposeProblems(path: string, key: string, spec: KeyPurpose): ArgumentProblem[] {
  const { services = [], roleArns = {} } = spec
  const unused = services.length === 0 && Object.keys(roleArns).length === 0
  return [
    ...keyProblems(path, key),
    ...services
      .filter((service) => !SERVICES.has(service))
      .map((got) => ({ argument: `${path}.services`, got, allowed: 'of KeyService' })),
    ...(unused
      ? [
          {
            argument: `${path}.services`,
            got: [],
            allowed: 'at least one service, or roleArns given',
          },
        ]
      : []),
    ...roleProblems(`${path}.roleArns`, roleArns),
  ]
}

function institutionProblems(path: string, key: string, spec: KeyInstitution): ArgumentProblem[] {
  const { services = [KeyService.S3] } = spec
  const allowed = `one or more of ${INSTITUTION_SERVICES.join(', ')}`
  const admitted = services.every((service) => INSTITUTION_SERVICES.includes(service))
  return [
    ...keyProblems(path, key),
    ...(services.length === 0 || !admitted
      ? [{ argument: `${path}.services`, got: services, allowed }]
      : []),
    ...roleProblems(`${path}.roleArns`, spec.roleArns),
    ...roleProblems(`${path}.readerRoleArns`, spec.readerRoleArns ?? {}),
    ...roleProblems(`${path}.writerRoleArns`, spec.writerRoleArns ?? {}),
  ]
}

function keyProblems(argument: string, key: string): ArgumentProblem[] {
  const allowed = 'under a key of 1–40 lower-case letters, digits and "-", a letter first'
  return KEY.test(key) ? [] : [{ argument, got: key, allowed }]
}

/** Only literals can be checked before anything is made; outputs pass. */
function roleProblems(path: string, arns: Readonly<Record<string, unknown>>): ArgumentProblem[] {
  return Object.entries(arns)
    .filter(([, arn]) => typeof arn === 'string' && !ROLE.test(arn))
    .map(([key, got]) => ({
      argument: `${path}.${key}`,
      got,
      allowed: 'the ARN of a role, arn:aws:iam::<account>:role/<name>',
    }))
}

const mapValues = <T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T, key: string) => U,
): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))
