import type { Command } from 'commander'
import { interruptSignal } from './interrupt.ts'
import { createProgress } from './progress.ts'

/** `dataspace evaluate`: how good a model is, on the patients it has not seen. */
export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('Judge a model on the held-out patients of a table, overall and by group')
    .requiredOption('--data <file>', 'CSV table; docs/data.md lists its columns')
    .requiredOption('--model <file>', 'model file')
    .requiredOption('--report <file>', 'HTML report to write')
    .option('--json', 'the whole evaluation as JSON on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace evaluate --data encounters.csv --model app/models/readmission.json --report report.html`,
    )
    .action(async (options: { data: string; model: string; report: string; json?: boolean }) => {
      const { evaluateFile } = await import('../app/evaluation/evaluate-file.ts')
      const progress = createProgress(options.json === true)
      const report = await evaluateFile({
        data: options.data,
        model: options.model,
        report: options.report,
        signal: interruptSignal(),
        onProgress: (fraction, stage) => progress.update(fraction, stage),
      }).finally(() => progress.stop())
      if (options.json) console.log(JSON.stringify(report))
      else console.log(summary(report, options.report))
    })
}

function summary(
  report: Awaited<ReturnType<typeof import('../app/evaluation/evaluate-file.ts')['evaluateFile']>>,
  file: string,
): string {
  const { overall, baselines, warnings } = report
  const digits = (value: number | null | undefined): string => value?.toFixed(3) ?? '–'
  return [
    `${file}: ${overall.rows} held-out stays, ${overall.positives} readmitted`,
    `AUC ${digits(overall.ranking?.auc)}, average precision ${digits(overall.ranking?.averagePrecision)}`,
    ...baselines.map(({ name, ranking }) => `  ${name}: AUC ${digits(ranking.auc)}`),
    ...warnings.map(({ text }) => `Warning: ${text}`),
  ].join('\n')
}
