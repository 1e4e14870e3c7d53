import { type Command, InvalidArgumentError } from 'commander'
import type { ModelMetrics } from '../app/forest/model-schema.ts'
import { interruptSignal } from './interrupt.ts'
import { createProgress } from './progress.ts'

interface Options {
  data: string
  output: string
  trees: number
  depth: number
  leaf: number
  seed: number
  json?: boolean
}

const wholeNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number.')
  return Number(text)
}

/** `dataspace train`: a table in, a model file out. */
export function addTrain(program: Command): void {
  program
    .command('train')
    .description('Train a model on a table of stays and write its file')
    .requiredOption('--data <file>', 'CSV table; docs/data.md lists its columns')
    .requiredOption('--output <file>', 'model file to write; replaced only when all went well')
    .option('--trees <n>', 'trees in the forest', wholeNumber, 100)
    .option('--depth <n>', 'greatest depth of a tree', wholeNumber, 8)
    .option('--leaf <n>', 'fewest stays in a leaf', wholeNumber, 20)
    .option('--seed <n>', 'same seed, same file', wholeNumber, 42)
    .option('--json', 'the result as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace train --data encounters.csv --output model.json
  $ dataspace train --data encounters.csv --output model.json --leaf 50 --json`,
    )
    .action(async ({ data, output, json, ...settings }: Options) => {
      const { trainFile } = await import('../app/forest/train-file.ts')
      const { checkSeal } = await import('../app/forest/model-seal.ts')
      const { trees, depth, leaf, seed } = settings
      const progress = createProgress(json === true)
      const result = await trainFile({
        data,
        output,
        settings: { trees, maxDepth: depth, minLeaf: leaf, seed },
        signal: interruptSignal(),
        onProgress: ({ fraction, stage }) => progress.update(fraction, stage),
      }).finally(() => progress.stop())
      const { metrics } = result.manifest.card
      const sha256 = checkSeal(result.bytes)
      if (json) console.log(JSON.stringify({ output, sha256, metrics }))
      else console.log(summary({ output, sha256, metrics }))
    })
}

function summary(trained: { output: string; sha256: string; metrics: ModelMetrics }): string {
  const { output, sha256, metrics } = trained
  const { stays, readmitted, auc, aucInterval, brier, meanProbability, observedRate } = metrics
  const share = (value: number | null): string =>
    value === null ? '–' : `${(100 * value).toFixed(1)} %`
  const interval = aucInterval
    ? ` (95 % ${aucInterval.low.toFixed(3)}–${aucInterval.high.toFixed(3)})`
    : ''
  return [
    `${output}  sha256 ${sha256}`,
    `held-out patients: ${stays} stays, ${readmitted} readmitted`,
    `AUC ${auc?.toFixed(3) ?? '–'}${interval}, Brier ${brier?.toFixed(4) ?? '–'}`,
    `mean probability ${share(meanProbability)}, observed ${share(observedRate)}`,
  ].join('\n')
}
