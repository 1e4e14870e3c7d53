import { trainFile } from '../../forest/train-file.ts'
import type { StageResult } from '../stage.ts'
import type { StageContext } from '../stage-context.ts'

/** Trains a model on the table; the same table and parameters give the same bytes. */
export async function train(context: StageContext): Promise<StageResult> {
  const { files, parameters, signal, onProgress } = context
  const { manifest } = await trainFile({
    data: files.table,
    output: files.model,
    settings: parameters.train,
    signal,
    onProgress: ({ fraction, stage }) => onProgress(fraction, stage),
  })
  const { metrics, training } = manifest.card
  return {
    stage: 'train',
    outputs: { model: files.model },
    figures: { stays: training.stays, outOfBagAuc: metrics.outOfBagAuc },
  }
}
