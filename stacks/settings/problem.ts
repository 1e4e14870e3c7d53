import * as pulumi from '@pulumi/pulumi'
import type { Path } from './fields.ts'

/** One thing that is wrong with the settings. */
export interface SettingProblem {
  /** Path of the setting, e.g. `['network', 'cidr']`. */
  readonly path: Path
  /** What is wrong, in words that follow the path. Never quotes a secret. */
  readonly message: string
  /** Command that mends it, to be run in the project's folder. */
  readonly fix: string
}

/** Bad settings of an environment, all at once. Pulumi prints the message without a stack. */
export class SettingsError extends pulumi.RunError {
  readonly problems: readonly SettingProblem[]

  constructor(environment: string, problems: readonly SettingProblem[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
    const lines = problems.map(
      ({ path, message, fix }) => `  ${pathText(path)} ${message}\n    ${fix}`,
    )
    super(
      `The settings of "${environment}" have ${count}. Nothing was changed.\n\n${lines.join('\n')}\n\n` +
        'docs/settings.md lists all settings.',
    )
    this.problems = problems
  }
}

/** A path as people and `pulumi config set --path` write it. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    if (!/^[A-Za-z_<][\w:<>-]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`
    return text === '' ? key : `${text}.${key}`
  }, '')
}
