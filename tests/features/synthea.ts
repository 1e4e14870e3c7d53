import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ExtractSource } from '../../app/features/extract-features.ts'
import { dataFile } from '../shared-data.ts'

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name))

/** The two Synthea sets as extracts of two institutions, or undefined where they are not at hand. */
export function syntheaSources(): ExtractSource[] | undefined {
  const bulk = dataFile('fhir/synthea-bulk')
  const bundles = dataFile('fhir/synthea-bundles')
  if (!bulk || !bundles) return undefined
  return [
    { institution: 'bulk', files: filesIn(bulk, '.ndjson') },
    { institution: 'bundles', files: filesIn(bundles, '.json') },
  ]
}
