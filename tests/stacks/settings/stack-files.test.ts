import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { stackFileSchema } from '../../../stacks/settings/json-schema.ts'
import { parseSettings } from '../../../stacks/settings/parse.ts'
import type { AwsSettings } from '../../../stacks/settings/settings.ts'

const ROOT = join(import.meta.dirname, '../../..')

const STACKS = readdirSync(ROOT).flatMap((name) => /^Pulumi\.(\w+)\.yaml$/.exec(name)?.[1] ?? [])

const fileOf = (stack: string): string => readFileSync(join(ROOT, `Pulumi.${stack}.yaml`), 'utf8')

/** As Pulumi hands the file to the program. */
const settingsOf = (stack: string) => {
  const { config } = parse(fileOf(stack)) as { config: Record<string, unknown> }
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ])
  return parseSettings(Object.fromEntries(texts), { stack })
}

const awsSettingsOf = (stack: string) => settingsOf(stack) as AwsSettings

describe('the environments of the repository', () => {
  it('are five', () =>
    expect(STACKS.sort()).toEqual(['dev', 'kubernetes', 'local', 'prod', 'staging']))

  describe.each(STACKS)('%s', (stack) => {
    it('has settings that the program takes', () => {
      expect(settingsOf(stack).environment).toBe(stack)
    })

    it('satisfies the schema that its first line gives to editors', () => {
      expect(fileOf(stack)).toMatch(
        /^# yaml-language-server: \$schema=stacks\/settings\.schema\.json\n/,
      )
      const schema = z.fromJSONSchema(stackFileSchema() as z.core.JSONSchema.BaseSchema)
      expect(schema.safeParse(parse(fileOf(stack))).error?.issues ?? []).toEqual([])
    })
  })

  it('differ in their blocks, so that they can be connected', () => {
    const blocks = ['dev', 'staging', 'prod'].map((stack) => awsSettingsOf(stack).network.cidr)
    expect(new Set(blocks).size).toBe(3)
  })
})

describe('dev', () => {
  it('costs little and is easily destroyed', () => {
    expect(awsSettingsOf('dev')).toMatchObject({
      protect: false,
      network: { nat: 'single', availabilityZones: { length: 2 } },
      storage: { destroyWithContent: true, auditLockDays: 0 },
      database: { multiAz: false, deletionProtection: false },
      cluster: { deletionProtection: false },
    })
  })
})

describe.each(['staging', 'prod'])('%s', (stack) => {
  it('is protected, in three zones, and its API server is private', () => {
    expect(awsSettingsOf(stack)).toMatchObject({
      protect: true,
      network: { availabilityZones: { length: 3 } },
      storage: { destroyWithContent: false },
      database: { multiAz: true, deletionProtection: true },
      cluster: { publicEndpoint: false, creatorAdmin: false, deletionProtection: true },
      edge: { public: false },
    })
  })
})

describe('prod', () => {
  it('survives the loss of a zone and of a region, and keeps its trail', () => {
    const { network, database, storage, dataResidency, logs, service, cluster } =
      awsSettingsOf('prod')
    expect(network).toMatchObject({ nat: 'per-zone', endpoints: 'cluster', flowLogs: true })
    expect(database).toMatchObject({ backupDays: 35, copyRegion: 'eu-west-1' })
    expect(storage).toMatchObject({ replicaRegion: 'eu-west-1', auditLockMode: 'compliance' })
    expect({ dataResidency, logs }).toEqual({ dataResidency: 'eu', logs: { retentionDays: 365 } })
    expect(service.replicas.min).toBeGreaterThanOrEqual(3)
    expect(cluster.nodeGroups.general?.min).toBeGreaterThanOrEqual(3)
  })
})
