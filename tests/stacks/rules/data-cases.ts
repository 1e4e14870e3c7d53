import { type RuleCase, rm, set } from './rule-case.ts'

const none = undefined

/** Cases of the rules about data. */
export const DATA_CASES: readonly RuleCase[] = [
  {
    setting: 'storage.replicaRegion',
    change: {
      'aws:region': 'eu-west-1',
      network: { availabilityZones: none },
      storage: { replicaRegion: 'eu-west-1' },
      database: { copyRegion: none },
    },
    message: 'must be another region than aws:region, got "eu-west-1"',
    fix: set('storage.replicaRegion', 'eu-central-1'),
  },
  {
    setting: 'database.copyRegion',
    change: { dataResidency: 'eu', database: { copyRegion: 'us-east-1' } },
    message:
      'must be one of eu-central-1, eu-west-1, eu-west-3, eu-north-1, eu-south-1, eu-south-2 while dataResidency is eu, got "us-east-1"',
    fix: set('database.copyRegion', 'eu-west-1'),
  },
  {
    setting: 'storage.destroyWithContent',
    change: { protect: true, storage: { destroyWithContent: true, auditLockMode: 'governance' } },
    message: 'must be false while protect is true, got true',
    fix: set('storage.destroyWithContent', 'false'),
  },
  {
    setting: 'storage.auditLockMode',
    change: {
      protect: false,
      storage: { destroyWithContent: true, auditLockDays: 30, auditLockMode: 'compliance' },
    },
    message:
      'must be governance with storage.destroyWithContent: what compliance locks, nobody can delete, got "compliance"',
    fix: set('storage.auditLockMode', 'governance'),
  },
  {
    setting: 'database.maxStorageGib',
    change: { database: { storageGib: 100, maxStorageGib: 105 } },
    message: 'must be at least 111, a tenth more than database.storageGib 100, got 105',
    fix: set('database.maxStorageGib', '111'),
  },
  {
    setting: 'tags.Owner',
    change: { tags: { Owner: 'me' } },
    message: 'must be called otherwise: the program sets this tag itself',
    fix: rm('tags.Owner'),
  },
  {
    setting: 'tags',
    change: { tags: Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`t${n}`, 'x'])) },
    message: 'must be at most 40 tags, as AWS allows 50 a resource, got 41',
    fix: 'rm --stack dev tags',
  },
]
