import { readModelFile } from '../../forest/read-model-file.ts'
import { readEvaluation } from '../read-evaluation.ts'
import { renderCard } from '../render-card.ts'
import type { StageResult } from '../stage.ts'
import type { StageContext } from '../stage-context.ts'
import { writeWhole } from '../write-whole.ts'

/** Writes the model card of the evaluated model. */
export async function card({ files }: StageContext): Promise<StageResult> {
  const { model } = await readModelFile(files.model)
  const report = await readEvaluation(files.evaluation, model.sha256)
  await writeWhole(files.card, renderCard(model, report))
  return { stage: 'card', outputs: { card: files.card }, figures: {} }
}
