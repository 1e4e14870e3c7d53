import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evaluateForest } from '../../app/evaluation/evaluate-forest.ts'
import { renderReport } from '../../app/evaluation/html/render.ts'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import type { StoredModel } from '../../app/forest/model.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runTraining } from '../../app/forest/training.ts'
import type { FinishedTraining } from '../../app/tracking/log-training.ts'
import { syntheticTable } from '../forest/synthetic-table.ts'

/** A finished training in a folder of its own. */
export interface TrainedModel {
  training: FinishedTraining
  model: StoredModel
  bytes: Uint8Array<ArrayBuffer>
  remove(): void
}

/** Trains a small model on generated stays and writes what a pipeline would hand to MLflow. */
export function trainSmall(options: { seed?: number; modelName?: string } = {}): TrainedModel {
  const { seed = 42, modelName } = options
  const table = syntheticTable(3000)
  const { bytes } = runTraining({ table, settings: parseForestSettings({ trees: 8, seed }) })
  const model = readModel(bytes)
  const evaluation = evaluateForest({ table, model, settings: { resamples: 20 } })
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-trained-'))
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  return {
    training: {
      modelFile: write('model.json', bytes),
      cardFile: write('card.md', '# Model card\n\nNot for patients.\n'),
      reportFile: write('report.html', renderReport(evaluation)),
      evaluation,
      dataFingerprint: model.manifest.fingerprint,
      dvcRevision: 'a1b2c3d',
      ...(modelName === undefined ? {} : { modelName, experiment: modelName }),
    },
    model,
    bytes,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
