import type { Command } from 'commander'
import type { DriftResult } from '../app/service/drift-command.ts'
import { EXIT } from './exit-codes.ts'

/** `dataspace drift check`: whether patients or outcomes have moved away from the model's training. */
export function addDrift(program: Command): void {
  const drift = program.command('drift').description('Drift of what the model in service sees')
  drift
    .command('check')
    .description('Compare what was served with training, and outcomes with their probabilities')
    .option('--retrain', 'train a candidate where drift is found (default: as DRIFT_RETRAIN says)')
    .option('--json', 'the findings as JSON on standard output')
    .addHelpText(
      'after',
      `
Ends with 1 where drift is found. Keeps the findings for the metrics feature_psi and calibration_slope
of every replica. Reads the database of DATABASE_URL, or the embedded one in DATA_DIR, which only one
process may have open: while the service runs on it, ask the service (POST /api/v1/admin/drift/check).

Examples:
  $ dataspace drift check
  $ dataspace drift check --retrain --json`,
    )
    .exitOverride()
    .action(async ({ retrain, json }: { retrain?: boolean; json?: boolean }) => {
      const { checkDriftNow } = await import('../app/service/drift-command.ts')
      const { createLogger } = await import('../app/logging/logger.ts')
      const { readCommandSettings } = await import('../app/settings/settings.ts')
      const { driftView } = await import('../app/http/routes/drift.ts')
      const settings = readCommandSettings(process.env)
      const found = await checkDriftNow({
        settings,
        logger: createLogger('silent'),
        retrain: retrain ?? settings.DRIFT_RETRAIN,
      })
      if (json) console.log(JSON.stringify({ ...driftView(found.check), training: found.training }))
      else console.log(inWords(found))
      process.exitCode = found.drifted ? EXIT.finding : EXIT.ok
    })
}

function inWords({ check, drifted, training }: DriftResult): string {
  const figure = (value: number | null): string => value?.toFixed(3) ?? 'too few cases'
  return [
    `Model version ${check.modelVersion}: ${drifted ? 'DRIFT' : 'no drift'}`,
    ...check.findings.map(
      ({ institution, feature, psi, calibrationSlope, cases, drifted: isDrifted }) =>
        `  ${isDrifted ? '!' : ' '} ${institution} ` +
        (feature === null
          ? `calibration slope ${figure(calibrationSlope)} (${cases} outcomes)`
          : `${feature} PSI ${figure(psi)} (${cases} predictions)`),
    ),
    ...(training === null ? [] : [`Retraining: ${training.error ?? training.outcome}`]),
  ].join('\n')
}
