import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capabilityStatement } from '../../app/fhir-api/capability-statement.ts'
import { riskAssessment } from '../../app/fhir-api/risk-assessment.ts'
import { CONDITION, ENCOUNTER, PATIENT } from '../fhir/records.ts'
import { startTestService } from '../http/start-service.ts'
import { asker, parametersOf } from './ask.ts'
import { anyRisk } from './risks.ts'

/** Folder of HAPI FHIR's jars, as tests/fhir-api/hapi/pom.xml brings them. */
const JARS = process.env.FHIR_VALIDATOR

const BAD = { resourceType: 'RiskAssessment', status: 'final', prediction: [{ risk: 1 }] }

describe.skipIf(!JARS)('HAPI FHIR (skipped where FHIR_VALIDATOR names no folder of it)', () => {
  it('finds every answer valid R4, and a bad one bad', { timeout: 180_000 }, async () => {
    const resources = [...(await answers()), ...fc.sample(anyRisk, 200).map(riskAssessment), SMART]
    const found = validated([...resources, BAD])
    const errors = found.filter(({ severity }) => severity === 'error' || severity === 'fatal')
    expect(errors.filter(({ resource }) => resource < resources.length)).toEqual([])
    expect(errors.some(({ resource }) => resource === resources.length)).toBe(true)
  })
})

const SMART = capabilityStatement(
  {
    base: 'https://dataspace.example.org/fhir',
    since: new Date(0),
    version: '1',
    tokenUrl: 'https://dataspace.example.org/fhir/auth/token',
  },
  [{ type: 'RiskAssessment', interaction: 'read' }],
)

/** One answer of each kind. */
async function answers(): Promise<object[]> {
  const service = await startTestService()
  const ask = asker(service)
  const records = [PATIENT, ENCOUNTER, CONDITION]
  await service.call('POST', '/api/v1/data/ingest', { body: records })
  const made = await ask('POST', '/fhir/Patient/p1/$predict-readmission')
  const all = [
    made,
    await ask('POST', '/fhir/Patient/$predict-readmission', { body: parametersOf(...records) }),
    await ask('POST', '/fhir/Patient/$predict-readmission', { body: parametersOf({}, {}) }),
    await ask('GET', `/fhir/RiskAssessment/${made.json.id}`),
    await ask('GET', '/fhir/RiskAssessment?subject=p1&_count=1'),
    await ask('GET', '/fhir/RiskAssessment?date=lt2020'),
    await ask('GET', '/fhir/RiskAssessment?date=x&_count=x'),
    await ask('GET', '/fhir/metadata'),
    await ask('GET', '/fhir/OperationDefinition/predict-readmission'),
    await ask('GET', '/fhir/CodeSystem/readmission'),
    await ask('GET', '/fhir/RiskAssessment', { key: null }),
    await ask('GET', '/fhir/Patient/p1'),
    await ask('GET', '/fhir/metadata?_format=xml'),
  ]
  await service.close()
  return all.map(({ json }) => json)
}

/** What HAPI says of resources, by their place in the list. */
function validated(resources: readonly object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-fhir-'))
  try {
    const file = join(folder, 'resources.ndjson')
    writeFileSync(file, resources.map((one) => JSON.stringify(one)).join('\n'))
    const program = join(import.meta.dirname, 'hapi/Validate.java')
    const output = execFileSync('java', ['-cp', `${JARS}/*`, program, file], { encoding: 'utf8' })
    expect(output.trimEnd().split('\n').at(-1)).toBe(`validated ${resources.length}`)
    const lines = output.split('\n').map((line) => line.split('\t'))
    return lines.flatMap(([resource, severity, where, message]) =>
      message === undefined ? [] : [{ resource: Number(resource), severity, where, message }],
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
