import { type Command, InvalidArgumentError } from 'commander'
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
      const { trees, depth, leaf, seed } = settings
      const progress = createProgress(json === true)
      const result = await trainFile({
        data,
        output,
        settings: { trees, maximumDepth: depth, minimumLeaf: leaf, seed },
        signal: interruptSignal(),
        onProgress: ({ fraction, stage }) => progress.update(fraction, stage),
      }).finally(() => progress.stop())
      const { auc, aucInterval, stays, brier, prevalence } = result.metrics
      if (json)
        console.log(JSON.stringify({ output, sha256: result.sha256, metrics: result.metrics }))
      else
        console.log(
          [
            `${output}  sha256 ${result.sha256}`,
            `held-out patients: ${stays} stays, ${(100 * prevalence).toFixed(1)} % readmitted`,
            `AUC ${auc.toFixed(3)} (95 % ${aucInterval.low.toFixed(3)}–${aucInterval.high.toFixed(3)}), Brier ${brier.toFixed(4)}`,
          ].join('\n'),
        )
    })
}
