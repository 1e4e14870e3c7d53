import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { momentOf } from '../../app/fhir/dates.ts'
import { labelledStays } from '../../app/fhir/labelled-stays.ts'
import { type PreparedRecord, prepareRecords } from '../../app/fhir/prepare-records.ts'
import { isObject, type JsonObject } from '../../app/fhir/problems.ts'
import type { StoredResource } from '../../app/fhir/stored-resource.ts'
import { dataFile } from '../shared-data.ts'
import { all, pseudonymise } from './records.ts'

const folder = dataFile('fhir')
const SUPPORTED = /^(Patient|Encounter|Condition|MedicationRequest)$/

interface Source {
  file: string
  text: string
  resources: JsonObject[]
  prepared: PreparedRecord[]
}

/** A file read by the service and, independently, by JSON.parse as a whole. */
async function sourceOf(path: string): Promise<Source> {
  const text = readFileSync(path, 'utf8')
  const isBundle = path.endsWith('.json')
  const resources: JsonObject[] = isBundle
    ? JSON.parse(text).entry.map((entry: JsonObject) => entry.resource)
    : text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
  const type = isBundle ? 'application/fhir+json' : 'application/fhir+ndjson'
  const prepared = await all(prepareRecords(Buffer.from(text), type, { pseudonymise }))
  return { file: path, text, resources, prepared }
}

const storedOf = ({ prepared }: Source): StoredResource[] =>
  prepared.filter((record) => record.accepted).map(({ stored }) => stored)

/** Every text in or below a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

/** What must never be stored: names, addresses, telecom, identifiers, displays, narrative, ids. */
function personalTexts(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    if (/^(name|address|telecom|identifier|text|display|extension|id)$/.test(key)) {
      return textsIn(value)
    }
    return personalTexts(value)
  })
}

describe.skipIf(!folder)('the Synthea files', async () => {
  const paths = ['synthea-bulk', 'synthea-bundles'].flatMap((name) =>
    readdirSync(join(folder ?? '', name))
      .filter((file) => /json$/.test(file))
      .map((file) => join(folder ?? '', name, file)),
  )
  const sources = folder ? await Promise.all(paths.map(sourceOf)) : []

  it('are all there', () => {
    expect(sources).toHaveLength(24)
  })

  it('are accepted record for record where the type is supported, and refused with a reason elsewhere', () => {
    let accepted = 0
    let refused = 0
    for (const { resources, prepared } of sources) {
      expect(prepared).toHaveLength(resources.length)
      prepared.forEach((record, index) => {
        const { resourceType, id } = resources[index] ?? {}
        if (SUPPORTED.test(String(resourceType))) {
          accepted++
          expect(record.accepted ? record.stored.type : record.reasons).toBe(resourceType)
        } else {
          refused++
          expect(!record.accepted && record.reasons).toEqual([
            `Record ${id}: resourceType must be 'Patient', 'Encounter', 'Condition' or 'MedicationRequest'`,
          ])
        }
      })
    }
    // Counted with grep '"resourceType": *"…"' over the files.
    expect({ accepted, refused }).toEqual({ accepted: 3920, refused: 2479 })
  })

  it('leave no name, address, telecom, identifier, display or id of a record in what is stored', () => {
    let searched = 0
    for (const source of sources) {
      const stored = JSON.stringify(storedOf(source)).toLowerCase()
      const words = new Set(
        source.resources.flatMap(personalTexts).map((text) => text.toLowerCase()),
      )
      const tokens = new Set(stored.match(/[\p{L}\p{N}]+/gu))
      for (const word of words) {
        // Codes such as "M" occur by themselves.
        if (word.length < 3) continue
        searched++
        const found = /^[\p{L}\p{N}]+$/u.test(word) ? tokens.has(word) : stored.includes(word)
        if (found && !ALSO_CODES.has(word)) expect.fail(`${source.file}: ${word}`)
      }
    }
    expect(searched).toBeGreaterThan(9000)
  })

  it('keep every reference between stored records whole', () => {
    for (const group of [sources.slice(0, 4), ...sources.slice(4).map((source) => [source])]) {
      const stored = group.flatMap(storedOf)
      const known = new Set(stored.map(({ type, id }) => `${type}/${id}`))
      for (const { content, patient } of stored) {
        expect(known).toContain(`Patient/${patient}`)
        if ('subject' in content) expect(known).toContain(content.subject?.reference)
        if ('encounter' in content) expect(known).toContain(content.encounter?.reference)
      }
    }
  })

  it('get the same ids and versions when they are sent again', async () => {
    const key = ({ type, id, version }: StoredResource) => `${type} ${id} ${version}`
    for (const source of sources.slice(3, 8)) {
      const again = await sourceOf(source.file)
      expect(storedOf(again).map(key)).toEqual(storedOf(source).map(key))
      expect(new Set(storedOf(again).map(key)).size).toBe(storedOf(again).length)
    }
  })

  it('are refused for identifiers, every Patient and Encounter, in strict mode', async () => {
    const options = { pseudonymise, refuseIdentifiers: true }
    for (const { file, text } of sources.slice(0, 4)) {
      const records = await all(prepareRecords(Buffer.from(text), 'application/x-ndjson', options))
      const refused = records.filter(({ accepted }) => !accepted).length
      if (/Patient|Encounter|MedicationRequest/.test(file)) expect(refused).toBe(records.length)
      else expect(refused).toBe(0)
    }
  })

  it('yield features for every stay that is not excluded, and one row or one exclusion a stay', () => {
    const stored = sources.slice(0, 4).flatMap(storedOf)
    const { rows, excluded } = labelledStays(stored, { extractEnd: '2030-01-01' })
    const inpatient = stored.filter(
      ({ content }) => content.resourceType === 'Encounter' && content.class?.code === 'IMP',
    )
    expect(inpatient).toHaveLength(49)
    expect(rows.length + Object.values(excluded).reduce((sum, count) => sum + count)).toBe(49)
    expect(excluded).toMatchObject({ noDischarge: 0, noFeatures: 0, censored: 0 })
    for (const { features } of rows) {
      expect(features.age).toBeGreaterThanOrEqual(0)
      expect(features.age).toBeLessThan(110)
      expect(features.num_conditions).toBeGreaterThan(0)
    }
  })

  it('keep births to the month and deaths to the day', () => {
    for (const { content } of sources.flatMap(storedOf)) {
      if (content.resourceType !== 'Patient') continue
      expect(content.birthDate).toMatch(/^\d{4}-\d\d$/)
      expect(content.deceasedDateTime ?? '2000-01-01').toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(momentOf(content.birthDate)).toBeDefined()
      expect(isObject(content)).toBe(true)
    }
  })
})

/** Words that stand in a name, text or display of the source and are codes of the stored content. */
const ALSO_CODES = new Set([
  'active',
  'confirmed',
  'female',
  'male',
  'order',
  'encounter',
  'condition',
])
