import { describe, expect, it } from 'vitest'
import { AlarmTopic, type AlarmTopicArgs } from '../../../components/alarm-topic/alarm-topic.ts'
import { record } from '../../../rehearsal/engine/record.ts'

const args: AlarmTopicArgs = {
  ownership: { owner: 'platform', environment: 'test' },
  accountId: '123456789012',
  key: { arn: 'arn:aws:kms:eu-central-1:123456789012:key/alarms' },
  emails: ['platform@hospital.example', 'imaging@hospital.example'],
}
const recorded = () => record(() => new AlarmTopic('alarms', args).arn.apply((arn) => ({ arn })))

describe('AlarmTopic', () => {
  it('makes an encrypted, tagged topic and one subscription an address', async () => {
    const { resources } = await recorded()
    const topic = resources.find(({ type }) => type === 'aws:sns/topic:Topic')
    expect(topic?.inputs).toMatchObject({
      kmsMasterKeyId: args.key.arn,
      tags: { owner: 'platform', environment: 'test', institution: 'shared' },
    })
    const subscriptions = resources.filter(({ type }) => type.endsWith(':TopicSubscription'))
    expect(subscriptions.map(({ inputs }) => inputs.endpoint).sort()).toEqual(
      [...(args.emails ?? [])].sort(),
    )
  })

  it('lets AWS services publish for the own account alone, over TLS alone', async () => {
    const { resources } = await recorded()
    const policy = resources.find(({ type }) => type.endsWith(':TopicPolicy'))
    const { Statement } = JSON.parse(String(policy?.inputs.policy))
    expect(Statement[0]).toMatchObject({
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      Resource: policy?.inputs.arn,
    })
    expect(Statement[1]).toMatchObject({ Effect: 'Deny', Action: 'sns:Publish' })
  })

  it('refuses what is no address, and one address twice, before anything is registered', async () => {
    const emails = ['nobody', 'a@b.example', 'a@b.example']
    await expect(record(() => void new AlarmTopic('alarms', { ...args, emails }))).rejects.toThrow(
      'AlarmTopic "alarms": emails[0] must be an e-mail address, got "nobody"\n' +
        'AlarmTopic "alarms": emails[2] must be named once, got "a@b.example"',
    )
  })
})
