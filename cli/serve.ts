import type { Command } from 'commander'
import { EXIT } from './exit-codes.ts'

/** `dataspace serve`: runs the service until SIGTERM or Ctrl-C. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('Run the prediction service; all settings are environment variables')
    .option('--json', 'no text for people, only the JSON log')
    .addHelpText(
      'after',
      `
Nothing has to be set: without DATABASE_URL an embedded PostgreSQL is kept in DATA_DIR (.data), and
without keys in the environment random ones are made and kept in DATA_DIR/credentials.env.
Every variable is explained in .env.example.

Examples:
  $ dataspace serve
  $ PORT=9000 METRICS_PORT=9001 DATA_DIR=/var/lib/dataspace dataspace serve`,
    )
    .action(async ({ json }: { json?: boolean }) => {
      const { startService } = await import('../app/service.ts')
      const { readSettings } = await import('../app/settings/settings.ts')
      const { createLogger } = await import('../app/logging/logger.ts')
      const settings = readSettings(process.env)
      const logger = createLogger(settings.LOG_LEVEL)
      const service = await startService(settings, logger)
      if (!json && process.stderr.isTTY) process.stderr.write(service.welcome)
      const stop = (): void => {
        service.close().then(
          () => process.exit(EXIT.ok),
          () => process.exit(EXIT.failure),
        )
      }
      process.once('SIGTERM', stop)
      process.once('SIGINT', stop)
    })
}
