import type { Users } from '../http/parts.ts'
import type { Database } from '../store/store.ts'
import {
  createUser,
  deleteUser,
  findUser,
  findUserByName,
  listUsers,
  setPassword,
} from '../store/users.ts'

/** The users in the database. */
export const createStoredUsers = (db: Database): Users => ({
  create: (user) => createUser(db, user),
  list: () => listUsers(db),
  byId: (id) => findUser(db, id),
  byName: (username) => findUserByName(db, username),
  remove: (id) => deleteUser(db, id),
  setPassword: (id, passwordHash) => setPassword(db, id, passwordHash),
})
