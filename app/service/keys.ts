import type { Keys } from '../http/parts.ts'
import { addKey, endKey, findKey, listKeys } from '../store/api-keys.ts'
import type { Database } from '../store/store.ts'

/** The institutions' keys in the database. */
export const createStoredKeys = (db: Database): Keys => ({
  list: () => listKeys(db),
  find: (id) => findKey(db, id),
  add: (key) => addKey(db, key),
  end: (id, at) => endKey(db, id, at),
})
