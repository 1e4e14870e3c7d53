import type { PlainValue } from '../engine/wire.ts'
import type { PlannedResource } from '../plan/plan.ts'
import { asList, asObject, asText, textsIn } from '../plan/values.ts'
import type { Flow, FlowKind } from './flows.ts'
import { arnOf } from './kinds.ts'

type Resources = readonly PlannedResource[]

/** What sets something else going. */
export function eventFlows(resources: Resources): Flow[] {
  const link = linker(resources, 'event')
  return resources.flatMap(({ id, type, inputs }): Flow[] => {
    switch (type) {
      case 'aws:s3/bucketNotification:BucketNotification':
        return textsIn(inputs).flatMap((text) => link(inputs.bucket, text, 'new file'))
      case 'aws:cloudwatch/eventTarget:EventTarget':
        return bucketsOfRule(inputs.rule, resources).flatMap((bucket) =>
          link(bucket, inputs.arn, 'new file'),
        )
      case 'aws:lambda/eventSourceMapping:EventSourceMapping':
        return link(inputs.eventSourceArn, inputs.functionName, 'messages')
      case 'aws:lambda/function:Function':
        return link(id, asObject(inputs.deadLetterConfig).targetArn, 'failures')
      case 'aws:sns/topicSubscription:TopicSubscription':
        return link(inputs.topic, inputs.endpoint, 'messages')
      case 'aws:wafv2/webAclAssociation:WebAclAssociation':
        return link(inputs.webAclArn, inputs.resourceArn, 'guards')
      default:
        return []
    }
  })
}

/** Buckets that a rule of EventBridge names in its pattern. */
function bucketsOfRule(rule: PlainValue | undefined, resources: Resources): string[] {
  const found = resources.find(
    ({ type, id, outputs }) =>
      type === 'aws:cloudwatch/eventRule:EventRule' && (id === rule || outputs.name === rule),
  )
  const pattern = asText(found?.inputs.eventPattern)
  return resources
    .filter(({ type, id }) => type === 'aws:s3/bucket:Bucket' && pattern.includes(`"${id}"`))
    .map(({ id }) => id)
}

/** What is kept a second time elsewhere. */
export function copyFlows(resources: Resources): Flow[] {
  const link = linker(resources, 'copy')
  return resources.flatMap(({ type, inputs }): Flow[] => {
    if (type === 'aws:s3/bucketReplicationConfig:BucketReplicationConfig')
      return asList(inputs.rules).flatMap((rule) =>
        link(inputs.bucket, asObject(asObject(rule).destination).bucket, 'replicates'),
      )
    if (type !== 'aws:backup/plan:Plan') return []
    return asList(inputs.rules).flatMap((rule) => {
      const { targetVaultName, copyActions } = asObject(rule)
      return asList(copyActions).flatMap((action) =>
        link(targetVaultName, asObject(action).destinationVaultArn, 'copies backups'),
      )
    })
  })
}

function linker(resources: Resources, kind: FlowKind) {
  const find = (value: PlainValue | undefined): string | undefined =>
    resources.find((each) => value !== undefined && (each.id === value || arnOf(each) === value))
      ?.urn
  return (from: PlainValue | undefined, to: PlainValue | undefined, label: string): Flow[] => {
    const [start, end] = [find(from), find(to)]
    return start && end ? [{ from: start, to: end, kind, label }] : []
  }
}
