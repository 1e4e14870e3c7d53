import { type Command, InvalidArgumentError } from 'commander'
import type { PromotionDecision } from '../app/promotion/gate.ts'
import { EXIT } from './exit-codes.ts'
import { interruptSignal } from './interrupt.ts'

function reasonText(text: string): string {
  if (!/^(?=.*\S)\P{C}{3,500}$/u.test(text))
    throw new InvalidArgumentError('Give 3 to 500 printable characters; they name no patient.')
  return text
}

/** `dataspace promote`: asks the promotion gate for the candidate, or refuses it. */
export function addPromote(program: Command): void {
  program
    .command('promote')
    .description('Judge the candidate and the champion on the same patients; promote or refuse it')
    .option('--data <file>', 'CSV table to judge on (default: TRAINING_DATA_PATH, stored patients)')
    .option(
      '--refuse <reason>',
      'refuse the candidate for good, without asking the gate',
      reasonText,
    )
    .option('--json', 'the decision as JSON on standard output')
    .addHelpText(
      'after',
      `
The candidate is MLflow's where MLFLOW_TRACKING_URI is set, or else the latest kept version that never
served and nobody refused. Ends with 1 where it is refused, and where there is no candidate: a training that
changed nothing gives the champion again. Every decision goes into the audit trail of
the database of DATABASE_URL, or the embedded one in DATA_DIR, which only one process may have open:
while the service runs on it, ask the service (POST /api/v1/admin/models/{version}/promote).

Examples:
  $ dataspace promote --data encounters.csv
  $ dataspace promote --refuse 'Trained while one ward was closed'`,
    )
    .action(async (options: { data?: string; refuse?: string; json?: boolean }) => {
      const { promoteNow } = await import('../app/service/promote-command.ts')
      const { createLogger } = await import('../app/logging/logger.ts')
      const { readCommandSettings } = await import('../app/settings/settings.ts')
      const { data, refuse, json } = options
      const decision = await promoteNow({
        settings: readCommandSettings(process.env),
        logger: createLogger('silent'),
        ...(data !== undefined && { data }),
        ...(refuse !== undefined && { refuse }),
        signal: interruptSignal(),
      })
      console.log(json ? JSON.stringify(decision) : inWords(decision))
      process.exitCode = decision.promote ? EXIT.ok : EXIT.finding
    })
}

const inWords = ({ promote, reasons }: PromotionDecision): string =>
  [
    promote ? 'PROMOTED' : 'REFUSED',
    ...reasons.map(({ rule, passed, detail }) => `  ${passed ? ' ' : '!'} ${rule}: ${detail}`),
  ].join('\n')
