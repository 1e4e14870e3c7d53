import { EU_REGIONS } from '../forms.ts'
import type { KnownSettings } from '../settings.ts'
import { type Finding, type Rule, when } from './rule.ts'

interface NamedRegion {
  readonly path: readonly string[]
  readonly region: string | undefined
}

const copies = ({ storage, database }: KnownSettings): NamedRegion[] => [
  { path: ['storage', 'replicaRegion'], region: storage.replicaRegion },
  { path: ['database', 'copyRegion'], region: database.copyRegion },
]

const COPIES = ['aws:region', 'storage.replicaRegion', 'database.copyRegion']

const copiesElsewhere: Rule = {
  reads: COPIES,
  check: (settings) =>
    copies(settings).flatMap(({ path, region }) =>
      when(region === settings['aws:region'], {
        path,
        message: `must be another region than aws:region, got "${region}"`,
        set: region === 'eu-west-1' ? 'eu-central-1' : 'eu-west-1',
      }),
    ),
}

const dataStaysInTheUnion: Rule = {
  reads: ['dataResidency', ...COPIES],
  check: (settings) => {
    if (settings.dataResidency === 'any') return []
    const own = { path: ['aws:region'], region: settings['aws:region'] }
    return [own, ...copies(settings)].flatMap(({ path, region }, index) =>
      when(region !== undefined && !EU_REGIONS.some((one) => one === region), {
        path,
        message: `must be one of ${EU_REGIONS.join(', ')} while dataResidency is eu, got "${region}"`,
        set: index === 0 ? 'eu-central-1' : 'eu-west-1',
      }),
    )
  },
}

const protectionIsNotUndermined: Rule = {
  reads: ['protect', 'storage.destroyWithContent'],
  check: ({ protect, storage }) =>
    when(protect && storage.destroyWithContent, {
      path: ['storage', 'destroyWithContent'],
      message: 'must be false while protect is true, got true',
      set: 'false',
    }),
}

const lockCanBeLifted: Rule = {
  reads: ['storage'],
  check: ({ storage }) => {
    const locked = storage.auditLockDays > 0 && storage.auditLockMode === 'compliance'
    return when(locked && storage.destroyWithContent, {
      path: ['storage', 'auditLockMode'],
      message:
        'must be governance with storage.destroyWithContent: what compliance locks, nobody can delete, got "compliance"',
      set: 'governance',
    })
  },
}

const roomToGrow: Rule = {
  reads: ['database.storageGib', 'database.maxStorageGib'],
  check: ({ database: { storageGib, maxStorageGib } }) => {
    // RDS refuses less: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
    const least = Math.ceil(storageGib * 1.1)
    const set = storageGib > 59_000 ? undefined : String(least)
    return when(maxStorageGib < least, {
      path: ['database', 'maxStorageGib'],
      message: `must be at least ${least}, a tenth more than database.storageGib ${storageGib}, got ${maxStorageGib}`,
      ...(set !== undefined && { set }),
    })
  },
}

const RESERVED_TAGS = ['owner', 'environment', 'institution', 'data-class', 'name']

const tagsAreFree: Rule = {
  reads: ['tags'],
  check: ({ tags }): Finding[] => {
    const keys = Object.keys(tags)
    return [
      ...keys
        .filter((key) => RESERVED_TAGS.includes(key.toLowerCase()))
        .map((key) => ({
          path: ['tags', key],
          message: 'must be called otherwise: the program sets this tag itself',
        })),
      ...when(keys.length > 40, {
        path: ['tags'],
        message: `must be at most 40 tags, as AWS allows 50 a resource, got ${keys.length}`,
      }),
    ]
  },
}

/** Rules about keys, buckets, the database and tags. */
export const DATA_RULES: readonly Rule[] = [
  copiesElsewhere,
  dataStaysInTheUnion,
  protectionIsNotUndermined,
  lockCanBeLifted,
  roomToGrow,
  tagsAreFree,
]
