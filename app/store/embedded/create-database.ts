import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'

/** initdb's default of 16 MB a segment would be most of a new folder. */
const ARGUMENTS = ['--wal-segsize=1', '--no-sync', '--no-instructions']

// Run as a process of its own: initdb is a second PostgreSQL whose memory a thread would leave behind.
const [folder = ''] = process.argv.slice(2)
// The files are made beside their place and moved there, so that half a database never stays.
const unfinished = `${folder}.unfinished`
rmSync(unfinished, { recursive: true, force: true })
mkdirSync(unfinished, { recursive: true, mode: 0o700 })
const database = await PGlite.create({ dataDir: unfinished, initDbStartParams: ARGUMENTS })
await database.close()
renameSync(unfinished, folder)
// Closing PGlite leaves timers behind that would hold the process for a while.
process.exit(0)
