import { stringify } from 'yaml'
import { auditRules } from './audit-rules.ts'
import { databaseRules } from './database-rules.ts'
import { endpointRules } from './endpoint-rules.ts'
import { modelRules } from './model-rules.ts'
import { resourceRules } from './resource-rules.ts'
import { RULE_DEFAULTS, type RuleGroup, type RuleSettings } from './rule.ts'
import { serviceRules } from './service-rules.ts'
import { sloRules } from './slo-rules.ts'

/** All rule groups of the platform. */
export function ruleGroups(settings: Partial<RuleSettings> = {}): RuleGroup[] {
  const all = { ...RULE_DEFAULTS, ...settings }
  return [
    sloRules,
    serviceRules,
    auditRules,
    modelRules,
    databaseRules,
    resourceRules,
    endpointRules,
  ].map((group) => group(all))
}

/** The groups as files that Prometheus reads, text by file name. */
export function ruleFiles(settings: Partial<RuleSettings> = {}): Record<string, string> {
  const files = ruleGroups(settings).map((group) => [
    `${group.name}.yaml`,
    stringify({ groups: [group] }, { lineWidth: 0 }),
  ])
  return Object.fromEntries(files) as Record<string, string>
}
