import { areEnoughToJudge } from '../retraining/enough-stays.ts'
import { NoStays } from '../retraining/no-stays.ts'
import { PUBLIC_SOURCE, PUBLIC_TABLE } from '../retraining/public-table.ts'
import type { CandidateOrder } from '../retraining/train-candidate.ts'

/** Stays to train or judge on, with the name that a version trained on them gets as its source. */
export interface NamedSource {
  name: string
  order: CandidateOrder['source']
}

/** Which sources count as the public table: a `shipped` model that an operator brings does not. */
export interface PublicModels {
  /** True where the shipped model is the package's own. */
  ownsShipped: boolean
}

const PUBLIC: NamedSource = { name: PUBLIC_SOURCE, order: { csv: PUBLIC_TABLE } }

const isPublic = (source: string, { ownsShipped }: PublicModels): boolean =>
  source === PUBLIC_SOURCE || (source === 'shipped' && ownsShipped)

/**
 * The public table, to train on while the model in service learned from it. A model of a hospital's
 * own patients is never measured by patients of elsewhere.
 *
 * @throws NoStays where another model serves
 */
export function publicTraining(serving: string | undefined, models: PublicModels): NamedSource {
  if (serving !== undefined && isPublic(serving, models)) return PUBLIC
  throw new NoStays(
    'The public table is no measure for the model in service, which did not learn from it: train on ' +
      'your own patients, or serve a version that learned from the public table first',
  )
}

/** What there is to train on, told without reading it. */
export interface TrainingChoice {
  /** Source a version trained on the network's own patients would have; null where there are none. */
  own: 'table' | 'stored patients' | null
  /** Whether the public table may be trained on. */
  publicTable: boolean
}

/** What there is to train on now. */
export async function trainingChoice(parts: {
  hasTable: boolean
  storedPatients: () => Promise<ReadonlyMap<string, number>>
  serving: () => Promise<string | undefined>
  models: PublicModels
}): Promise<TrainingChoice> {
  const { hasTable, storedPatients, serving, models } = parts
  const patients = hasTable ? [] : [...(await storedPatients()).values()]
  const hasPatients = patients.some((count) => count > 0)
  return {
    own: hasTable ? 'table' : hasPatients ? 'stored patients' : null,
    publicTable: isPublic((await serving()) ?? '', models),
  }
}

/**
 * Where versions of these sources are judged: on the network's own patients. The public table judges
 * where these are too few and every one of the versions learned from it.
 *
 * @throws NoStays where there are no patients at all and the public table is no measure
 */
export async function judgingSource(
  own: () => Promise<NamedSource>,
  sources: readonly string[],
  models: PublicModels,
): Promise<NamedSource> {
  if (!sources.every((source) => isPublic(source, models))) return own()
  const found = await own().catch((error: unknown) => {
    if (error instanceof NoStays) return undefined
    throw error
  })
  if (found === undefined) return PUBLIC
  return 'stays' in found.order && !areEnoughToJudge(found.order.stays) ? PUBLIC : found
}
