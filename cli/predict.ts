import type { Command } from 'commander'
import { interruptSignal } from './interrupt.ts'
import { createProgress } from './progress.ts'

/** `dataspace predict`: scores a table of stays without the service. */
export function addPredict(program: Command): void {
  program
    .command('predict')
    .description('Score every stay of a table; CSV in, CSV with the predictions out')
    .requiredOption('--model <file>', 'model file')
    .requiredOption(
      '--data <file>',
      'CSV with age, gender, num_conditions, num_medications, recent_encounters; others are kept',
    )
    .option('--output <file>', 'file to write instead of standard output')
    .option('--json', 'one JSON object a stay instead of CSV, with contributions')
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace predict --model app/models/readmission.json --data ward.csv
  $ dataspace predict --model model.json --data ward.csv --json --output predictions.ndjson`,
    )
    .action(async (options: { model: string; data: string; output?: string; json?: boolean }) => {
      const { scoreFile } = await import('../app/scoring/score-file.ts')
      const progress = createProgress(options.output === undefined)
      await scoreFile({
        model: options.model,
        data: options.data,
        output: options.output,
        format: options.json ? 'ndjson' : 'csv',
        signal: interruptSignal(),
        onProgress: (fraction) => progress.update(fraction, 'scoring'),
      }).finally(() => progress.stop())
    })
}
