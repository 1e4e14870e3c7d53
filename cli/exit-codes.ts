/** What the command's exit codes mean; `dataspace --help` shows the same. */
export const EXIT = {
  ok: 0,
  /** What was checked is not in order: a broken audit chain, a model below its bounds. */
  finding: 1,
  /** The call or its input is wrong: nothing was done. */
  usage: 2,
  /** Something needed is not there or failed: a file, the database, a port. */
  failure: 3,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const
