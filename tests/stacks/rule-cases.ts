import { CLUSTER_CASES } from './rules/cluster-cases.ts'
import { DATA_CASES } from './rules/data-cases.ts'
import { KAAPANA_CASES } from './rules/kaapana-cases.ts'
import { ELSEWHERE_CASES } from './rules/kubernetes-cases.ts'
import { LOCAL_CASES } from './rules/local-cases.ts'
import { ML_CASES } from './rules/ml-cases.ts'
import { NETWORK_CASES } from './rules/network-cases.ts'
import type { RuleCase } from './rules/rule-case.ts'
import { SERVICE_CASES } from './rules/service-cases.ts'
import { SIGN_IN_CASES } from './rules/sign-in-cases.ts'

/** One case a rule, or a part of one. */
export const RULE_CASES: readonly RuleCase[] = [
  ...NETWORK_CASES,
  ...DATA_CASES,
  ...CLUSTER_CASES,
  ...SERVICE_CASES,
  ...ML_CASES,
  ...SIGN_IN_CASES,
  ...KAAPANA_CASES,
  ...LOCAL_CASES,
  ...ELSEWHERE_CASES,
]
