import { type Issue, Severity } from './issue.ts'
import type { KaapanaContainer } from './kaapana-plan.ts'

/**
 * Images that ask to be left out although they are needed. Kaapana's tool skips them, and whatever
 * needs them fails when it runs; here they are built.
 */
export function neededIgnoredIssues(selected: readonly KaapanaContainer[]): Issue[] {
  return selected
    .filter(({ buildIgnore }) => buildIgnore)
    .map(({ image, dockerfile, usedBy }) => {
      const users = [
        ...usedBy,
        ...selected.filter(({ bases }) => bases.includes(image)).map((user) => user.image),
      ]
      const by = users.length > 0 ? `by ${users.join(', ')}` : 'since it was named'
      return {
        rule: 'build-ignore-needed',
        severity: Severity.Warning,
        file: dockerfile,
        message: `LABEL BUILD_IGNORE asks to leave ${image} out, but it is needed ${by}: it is built. Kaapana's own tool would skip it; remove the label.`,
      }
    })
}
