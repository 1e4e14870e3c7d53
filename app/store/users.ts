import { asc, count, eq, sql } from 'drizzle-orm'
import { users } from './schema.ts'
import type { Database } from './store.ts'

/** A person who logs in, with the argon2id hash of the password. */
export type User = typeof users.$inferSelect

/** What a new user is made of. `institution` is null for users of the operator. */
export interface NewUser {
  username: string
  passwordHash: string
  role: User['role']
  institution: string | null
}

/** Creates a user; undefined when the name is taken. Names are compared exactly, case included. */
export async function createUser(db: Database, user: NewUser): Promise<User | undefined> {
  const [created] = await db.insert(users).values(user).onConflictDoNothing().returning()
  return created
}

/** All users by id. */
export const listUsers = (db: Database): Promise<User[]> =>
  db.select().from(users).orderBy(asc(users.id))

/** The user with exactly this name. */
export async function findUserByName(db: Database, username: string): Promise<User | undefined> {
  const [user] = await db.select().from(users).where(eq(users.username, username))
  return user
}

/** The user with this id: a token of a deleted user finds none. */
export async function findUser(db: Database, id: number): Promise<User | undefined> {
  const [user] = await db.select().from(users).where(eq(users.id, id))
  return user
}

/** Deletes a user and returns who it was; undefined when there is none. */
export async function deleteUser(db: Database, id: number): Promise<User | undefined> {
  const [deleted] = await db.delete(users).where(eq(users.id, id)).returning()
  return deleted
}

/** Number of users: 0 means that the first administrator is still to be made. */
export async function countUsers(db: Database): Promise<number> {
  const [row] = await db.select({ number: count() }).from(users)
  return row?.number ?? 0
}

/** Sets a user's password and counts the change. */
export async function setPassword(db: Database, id: number, passwordHash: string): Promise<void> {
  await db
    .update(users)
    .set({ passwordHash, passwordVersion: sql`${users.passwordVersion} + 1` })
    .where(eq(users.id, id))
}
