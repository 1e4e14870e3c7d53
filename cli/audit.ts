import { type Command, InvalidArgumentError } from 'commander'
import type { AuditVerification } from '../app/service/audit-verification.ts'
import { EXIT } from './exit-codes.ts'
import { createProgress } from './progress.ts'

function anchorText(text: string): string {
  if (!/^\d{1,15}:[0-9a-f]{64}$/.test(text))
    throw new InvalidArgumentError('Give <number>:<64 hexadecimal digits>, as "Head" shows it.')
  return text
}

/** `dataspace audit verify`: checks the audit trail of the configured database. */
export function addAudit(program: Command): void {
  const audit = program.command('audit').description('The audit trail')
  audit
    .command('verify')
    .description('Check the whole chain: edited, deleted, inserted and reordered rows are found')
    .option(
      '--anchor <seq:hash>',
      'head printed by an earlier check; proves that no row since is gone',
      anchorText,
    )
    .option('--json', 'the result as JSON on standard output')
    .addHelpText(
      'after',
      `
Reads the database of DATABASE_URL, or the embedded one in DATA_DIR, which only one process may have
open: while the service runs on it, ask the service (POST /api/v1/admin/audit/verify).

Examples:
  $ dataspace audit verify
  $ dataspace audit verify --anchor 1042:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`,
    )
    .exitOverride()
    .action(async ({ anchor, json }: { anchor?: string; json?: boolean }) => {
      const { checkAuditTrail } = await import('../app/service/check-trail.ts')
      const { readCommandSettings } = await import('../app/settings/settings.ts')
      const progress = createProgress(json === true)
      const found = await checkAuditTrail({
        settings: readCommandSettings(process.env),
        anchor,
        onProgress: (fraction) => progress.update(fraction, 'checking'),
      }).finally(() => progress.stop())
      console.log(json ? JSON.stringify(found) : inWords(found))
      process.exitCode = found.intact ? EXIT.ok : EXIT.finding
    })
}

function inWords({ intact, rows, head, problems, problem_count }: AuditVerification): string {
  if (intact) return `Intact: ${rows} rows. Head ${head}`
  return [
    `NOT INTACT: ${problem_count} problem(s) in ${rows} rows`,
    ...problems.slice(0, 50).map(({ seq, problem }) => `  row ${seq}: ${problem}`),
  ].join('\n')
}
