import type * as aws from '@pulumi/aws'
import type { EdgePlan } from './plan.ts'

type Rule = aws.types.input.wafv2.WebAclRule

/** AWS's managed rule groups, in the order they are asked. */
const MANAGED = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const

/** Group of each rule that may be asked to count only. */
const COUNTABLE: Readonly<Record<string, string>> = {
  SizeRestrictions_BODY: 'AWSManagedRulesCommonRuleSet',
  CrossSiteScripting_BODY: 'AWSManagedRulesCommonRuleSet',
  GenericRFI_BODY: 'AWSManagedRulesCommonRuleSet',
  GenericLFI_BODY: 'AWSManagedRulesCommonRuleSet',
  EC2MetaDataSSRF_BODY: 'AWSManagedRulesCommonRuleSet',
  NoUserAgent_HEADER: 'AWSManagedRulesCommonRuleSet',
  SQLi_BODY: 'AWSManagedRulesSQLiRuleSet',
}

/** Names of the rules that may be asked to count only. */
export const COUNTABLE_RULES: readonly string[] = Object.keys(COUNTABLE)

/** What a firewall's rule is called in metrics; samples of requests would hold patients' data. */
export const visibility = (metricName: string) => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
})

/** Rules of the firewall: the rate first, which costs nothing to refuse, then AWS's managed groups. */
export function firewallRules(plan: EdgePlan): Rule[] {
  return [rate(plan), ...MANAGED.map((name, index) => managed(name, index + 1, plan))]
}

const rate = ({ rateLimit }: EdgePlan): Rule => ({
  name: 'rate',
  priority: 0,
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: { rateBasedStatement: { limit: rateLimit, aggregateKeyType: 'IP' } },
  visibilityConfig: visibility('rate'),
})

const managed = (name: string, priority: number, { countedRules }: EdgePlan): Rule => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: countedRules
        .filter((rule) => COUNTABLE[rule] === name)
        .map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: visibility(name),
})
