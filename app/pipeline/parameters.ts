import { readFile } from 'node:fs/promises'
import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { TABLE_COLUMNS } from '../forest/read-table.ts'

/** Parameters that are wrong, all in one message. */
export class ParametersError extends Error {
  override readonly name = 'ParametersError'
}

const institutionId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,31}$/)
const date = z.iso.date()

/** What params.yaml may hold. Each member is what the stages of its name depend on. */
const parameters = z.strictObject({
  data: z.strictObject({
    /** Institutions that must have stays; one that has none refuses the whole extract. */
    institutions: z.array(institutionId).min(1).default(['dkfz', 'ukhd', 'embl']),
    /** Our column to the table's, where a table calls it otherwise. */
    columns: z.partialRecord(z.enum(TABLE_COLUMNS), z.string().min(1)).default({}),
    /** Last day that an institution's FHIR records cover. Default: its last encounter's. */
    extractEnds: z.record(institutionId, date).default({}),
  }),
  validate: z.strictObject({
    /** Model whose training data show the usual units: `shipped`, `none`, or a path. */
    reference: z.string().min(1).default('shipped'),
  }),
  features: z.strictObject({
    /** Memory that the extraction from FHIR may use; beyond it, it works on disk. */
    memoryMegabytes: z.int().min(128).max(1_048_576).default(1024),
  }),
  train: z.strictObject({
    trees: z.int().default(100),
    maxDepth: z.int().default(8),
    minLeaf: z.int().default(20),
    seed: z.int().default(42),
  }),
  evaluate: z.strictObject({
    /** Bootstrap resamples of the intervals. */
    resamples: z.int().min(100).max(10_000).default(500),
    /** AUC above which leakage is suspected; see docs/evaluation.md. */
    leakageBound: z.number().gt(0.5).max(1).default(0.68),
  }),
})

/** Parameters of the stages, defaults filled in. */
export type Parameters = z.output<typeof parameters>

const NONE = { data: {}, validate: {}, features: {}, train: {}, evaluate: {} }

/** What every parameter is where nobody says otherwise; params.yaml shows the same. */
export const DEFAULTS: Parameters = parameters.parse(NONE)

const sections = z.strictObject({
  data: z.unknown(),
  validate: z.unknown(),
  features: z.unknown(),
  train: z.unknown(),
  evaluate: z.unknown(),
})

/**
 * Reads the parameters of the stages. A section or value that is left out has its default.
 *
 * @throws ParametersError naming every value that is wrong, or the system's error where the file
 *   cannot be read
 */
export async function readParameters(path: string): Promise<Parameters> {
  let given: unknown
  try {
    given = parse(await readFile(path, 'utf8')) ?? {}
  } catch (error) {
    if (error instanceof YAMLParseError) throw new ParametersError(`${path}: ${error.message}`)
    throw error
  }
  const known = sections.partial().safeParse(given)
  if (!known.success) throw refusal(path, known.error)
  const parsed = parameters.safeParse({ ...NONE, ...known.data })
  if (!parsed.success) throw refusal(path, parsed.error)
  return parsed.data
}

const refusal = (path: string, { issues }: z.ZodError): ParametersError =>
  new ParametersError(
    [
      `${path}: ${issues.length} wrong parameter(s); docs/pipeline.md explains each:`,
      ...issues.map((issue) => `  ${issue.path.join('.') || 'file'}: ${issue.message}`),
    ].join('\n'),
  )
