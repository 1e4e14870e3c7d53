import type { ConfigTree } from '../config-tree.ts'

/** A change that breaks one rule, whatever else is set. */
export interface RuleCase {
  /** Setting that the message starts with. */
  readonly setting: string
  readonly change: ConfigTree
  /** The message after the setting. */
  readonly message: string
  /** The command after `pulumi config`. */
  readonly fix: string
}

/** Command that takes a setting out. */
export const rm = (path: string) => `rm --stack dev --path ${path}`
/** Command that gives a setting a value. */
export const set = (path: string, value: string) => `set --stack dev --path ${path} ${value}`
