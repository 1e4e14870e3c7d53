import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, api, type Schema } from '../../api/api.ts'
import { useSession } from '../../session/session-provider.tsx'

/** Training is watched so often, and only while somebody looks: a hidden page does not ask. */
const TRAINING_MS = 2000

/** What the API tells of a model. */
export type Evaluation = Schema<'ModelEvaluation'>
export type Version = Schema<'ModelVersion'>
export type Compared = Schema<'ModelComparison'>
export type Reason = Version['reasons'][number]
export type Training = Schema<'TrainingStatus'>

/** The model in service. */
export const useServing = () =>
  useQuery({
    queryKey: ['model', 'serving'],
    queryFn: () => answerOf(api.GET('/api/v1/model/info')),
  })

/** The model in service as the page gets it. */
export type Serving = NonNullable<ReturnType<typeof useServing>['data']>

/** What was measured of a version. */
export const useEvaluation = (version: number) =>
  useQuery({
    queryKey: ['model', 'evaluation', version],
    queryFn: () =>
      answerOf(api.GET('/api/v1/models/{version}/evaluation', { params: { path: { version } } })),
  })

/** The kept versions; for administrators alone. */
export const useVersions = () =>
  useQuery({
    queryKey: ['model', 'versions'],
    queryFn: async () => (await answerOf(api.GET('/api/v1/admin/models'))).models,
  })

/** The last training, followed while it runs. */
export const useTraining = () =>
  useQuery({
    queryKey: ['training'],
    queryFn: () => answerOf(api.GET('/api/v1/admin/retrain/status')),
    refetchInterval: ({ state }) => (state.data?.running ? TRAINING_MS : false),
  })

/** What there is to train on; for administrators alone. */
export const useTrainingData = () =>
  useQuery({
    queryKey: ['model', 'training-data'],
    queryFn: () => answerOf(api.GET('/api/v1/admin/retrain/data')),
  })

/** Two versions judged on the same patients. */
export const useComparison = () =>
  useMutation({
    mutationFn: (body: { first: number; second: number }) =>
      answerOf(api.POST('/api/v1/admin/models/compare', { body })),
  })

/** What a person may decide on a version. */
export type Order =
  | { action: 'promote' | 'rollBack'; version: number }
  | { action: 'refuse'; version: number; reason: string }

/** What became of it. */
export interface Outcome {
  readonly version: number
  readonly result: 'promoted' | 'notPromoted' | 'refused' | 'rolledBack'
  readonly reasons: readonly Reason[]
}

/** Carries out a decision; everything that is shown of models is then asked anew. */
export function useDecision() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: decide,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['model'] })
      await queries.invalidateQueries({ queryKey: ['overview'] })
    },
  })
}

async function decide(order: Order): Promise<Outcome> {
  const { version } = order
  const params = { path: { version } }
  if (order.action === 'rollBack') {
    await answerOf(api.POST('/api/v1/admin/models/{version}/serve', { params }))
    return { version, result: 'rolledBack', reasons: [] }
  }
  if (order.action === 'refuse') {
    const body = { reason: order.reason }
    await answerOf(api.POST('/api/v1/admin/models/{version}/refuse', { params, body }))
    return { version, result: 'refused', reasons: [] }
  }
  const call = api.POST('/api/v1/admin/models/{version}/promote', { params })
  const { promoted, reasons } = await answerOf(call)
  return { version, result: promoted ? 'promoted' : 'notPromoted', reasons }
}

/** Whether who is signed in may decide on models. */
export const useIsAdmin = (): boolean => useSession().session.role === 'admin'
