import { latestDecisions } from '../audit/human-decisions.ts'
import type { PredictionLog } from '../http/parts.ts'
import { addDecisionNote, findPrediction, listPredictions } from '../store/predictions.ts'
import type { Store } from '../store/store.ts'

/** Predictions in the database, with what people did with them. */
export const createPredictionLog = ({ pool }: Pick<Store, 'pool'>): PredictionLog => ({
  list: async (query) => {
    const found = await listPredictions(pool, query)
    const decisions = await latestDecisions(
      pool,
      found.map(({ id }) => id),
    )
    return found.map((one) => {
      const decision = decisions.get(one.id)
      return decision === undefined ? one : { ...one, decision }
    })
  },
  find: async (institution, id) => {
    const found = await findPrediction(pool, { institution, id })
    if (found === undefined) return undefined
    const decision = (await latestDecisions(pool, [id])).get(id)
    return decision === undefined ? found : { ...found, decision }
  },
  addNote: (note) => addDecisionNote(pool, note),
})
