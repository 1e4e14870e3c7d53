import * as aws from '@pulumi/aws'
import type * as pulumi from '@pulumi/pulumi'
import { AlarmTopic } from '../../components/alarm-topic/alarm-topic.ts'
import { Keys } from '../../components/keys/keys.ts'
import type { Ownership } from '../../components/ownership.ts'
import type { AwsSettings } from '../settings/settings.ts'
import { institutionKeys, PURPOSES } from './key-plan.ts'

/** What every part of an environment is made on. */
export interface Foundation {
  readonly settings: AwsSettings
  readonly ownership: Ownership
  readonly accountId: pulumi.Input<string>
  readonly keys: Keys
  readonly alarms: AlarmTopic
  /** Options of a component whose resources are all AWS's. */
  readonly onAws: { readonly providers: pulumi.ProviderResource[] }
}

/** Provider, keys and alarm topic of an environment. */
export function makeFoundation(settings: AwsSettings): Foundation {
  const { environment, owner, tags, region, protect } = settings
  const ownership: Ownership = { owner, environment, tags }
  const provider = new aws.Provider('aws', {
    region: region as aws.Region,
    // With the wrong credentials nothing is touched.
    ...(settings.accountId !== undefined && { allowedAccountIds: [settings.accountId] }),
  })
  const onAws = { providers: [provider] }
  const accountId = settings.accountId ?? aws.getCallerIdentityOutput({}, { provider }).accountId
  const keys = new Keys(
    'keys',
    {
      ownership,
      accountId,
      region,
      protect,
      purposes: PURPOSES,
      institutions: institutionKeys(settings, accountId),
    },
    onAws,
  )
  const alarms = new AlarmTopic(
    'alarms',
    { ownership, accountId, key: keys.purpose('alarms'), emails: settings.alarms.emails },
    onAws,
  )
  return { settings, ownership, accountId, keys, alarms, onAws }
}
