import { type RuleCase, rm } from './rule-case.ts'

/** Cases of the rules about local containers, of an environment on AWS. */
export const LOCAL_CASES: readonly RuleCase[] = [
  {
    setting: 'local',
    change: { local: { ports: { database: 15432 } } },
    message: 'must be left out while kind is aws: it describes containers on this machine',
    fix: rm('local').replace('--path ', ''),
  },
]
