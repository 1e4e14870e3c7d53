import { readFile } from 'node:fs/promises'
import type { DatabaseSettings } from '../settings/settings.ts'
import type { StoreOptions } from '../store/store.ts'

/**
 * Where the database of the settings is and who opens it. A password in a file is read again for
 * every connection: a secret store replaces the file when it rotates the password, and the connections
 * that are open stay valid.
 */
export function storeOptions(settings: DatabaseSettings): StoreOptions {
  const { DATABASE_URL, DATA_DIR, DATABASE_USERNAME, DATABASE_PASSWORD } = settings
  const { DATABASE_PASSWORD_FILE: file } = settings
  const password = async (): Promise<string> =>
    file === undefined ? (DATABASE_PASSWORD ?? '') : passwordIn(file)
  return {
    databaseUrl: DATABASE_URL,
    dataDir: DATA_DIR,
    databaseUser: {
      username: DATABASE_USERNAME,
      ...(DATABASE_PASSWORD !== undefined && { password }),
    },
  }
}

const passwordIn = async (file: string): Promise<string> =>
  (await readFile(file, 'utf8')).replace(/\r?\n$/, '')
