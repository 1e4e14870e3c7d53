import type { Path } from '../fields.ts'
import type { KnownSettings } from '../settings.ts'
import { CLUSTER_RULES } from './cluster-rules.ts'
import { DATA_RULES } from './data-rules.ts'
import { KAAPANA_RULES } from './kaapana-rules.ts'
import { KUBERNETES_RULES, kubernetesIsForKubernetes } from './kubernetes-rules.ts'
import { LOCAL_RULES } from './local-rules.ts'
import { ML_RULES } from './ml-rules.ts'
import { NETWORK_RULES } from './network-rules.ts'
import type { Finding, Rule } from './rule.ts'
import { boundsInOrder, SERVICE_RULES } from './service-rules.ts'
import { SIGN_IN_RULES } from './sign-in-rules.ts'

/** The rules of each kind of environment. */
export const RULES: Readonly<Record<KnownSettings['kind'], readonly Rule[]>> = {
  aws: [
    ...NETWORK_RULES,
    ...DATA_RULES,
    ...CLUSTER_RULES,
    ...SERVICE_RULES,
    ...ML_RULES,
    ...SIGN_IN_RULES,
    ...KAAPANA_RULES,
    ...LOCAL_RULES,
    kubernetesIsForKubernetes,
  ],
  local: [...LOCAL_RULES, kubernetesIsForKubernetes],
  kubernetes: [...KUBERNETES_RULES, boundsInOrder, ...ML_RULES],
}

/** What a rule found, and which settings it looked at. */
export interface BrokenRule {
  readonly reads: readonly string[]
  readonly finding: Finding
}

/**
 * What the rules find in settings of which some may be wrong or missing: a rule that looks at such a one
 * is not asked, as it could only add noise.
 */
export function brokenRules(
  settings: Readonly<Record<string, unknown>>,
  wrong: readonly Path[],
  given: (path: string) => boolean,
): BrokenRule[] {
  const usable = (path: string): boolean => {
    const parts = path.split('.')
    if (settings[parts[0] ?? ''] === undefined) return false
    return !wrong.some((other) => startsAlike(parts, other))
  }
  const kind = settings.kind === 'local' || settings.kind === 'kubernetes' ? settings.kind : 'aws'
  return RULES[kind]
    .filter(({ reads }) => reads.every(usable))
    .flatMap(({ reads, check }) =>
      // Every section that the rule reads is there.
      check(settings as unknown as KnownSettings, given).map((finding) => ({ reads, finding })),
    )
}

const startsAlike = (one: Path, other: Path): boolean =>
  one.slice(0, other.length).every((key, index) => String(key) === String(other[index]))
