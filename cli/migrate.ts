import type { Command } from 'commander'

/** `dataspace migrate`: brings the database's schema up to date, ahead of a roll-out. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description("Bring the database's schema up to date; does nothing where it is")
    .option('--json', 'the result as JSON on standard output')
    .addHelpText(
      'after',
      `
Works on the database of DATABASE_URL, or the embedded one in DATA_DIR, and needs no other secret.
Run it before a new release is rolled out, and the service with MIGRATE=false. Several at once take
turns: the first applies, the others find nothing to do.

Examples:
  $ dataspace migrate
  $ DATABASE_URL='postgres://dataspace@db.example/dataspace' dataspace migrate --json`,
    )
    .action(async ({ json }: { json?: boolean }) => {
      const { readDatabaseSettings } = await import('../app/settings/settings.ts')
      const { migrateStore } = await import('../app/service/migrate-store.ts')
      const { applied } = await migrateStore(readDatabaseSettings(process.env))
      if (json) console.log(JSON.stringify({ applied }))
      else console.log(applied === 0 ? 'Up to date.' : `Applied ${applied} migration(s).`)
    })
}
