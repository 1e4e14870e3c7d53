import type * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'

/**
 * Generated passwords by use: letters and digits, so that they need no quoting in URLs, SQL and shells. Each is
 * made when it is first asked for, and stays until the environment is destroyed.
 */
export class Passwords {
  readonly #made = new Map<string, random.RandomPassword>()

  /** The password of a use. */
  readonly of = (use: string): pulumi.Output<string> => {
    const made =
      this.#made.get(use) ?? new random.RandomPassword(use, { length: 40, special: false })
    this.#made.set(use, made)
    return made.result
  }
}
