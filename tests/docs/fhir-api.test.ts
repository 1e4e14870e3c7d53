import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { r4Errors } from '../fhir-api/r4.ts'
import { KEYS, startTestService, type TestService } from '../http/start-service.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/fhir-api.md'), 'utf8')
const BLOCKS = Array.from(PAGE.matchAll(/^```sh\n([\s\S]*?)^```/gm), ([, code = '']) => code)
const CALLS = BLOCKS.filter((block) => block.includes('curl'))
const run = promisify(execFile)

describe('the examples of docs/fhir-api.md', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService()
  })
  afterAll(() => service.close())

  it('work as they stand, and answer valid R4', async () => {
    // An answer is one line of JSON without a line end.
    const script = CALLS.join('\necho\n')
      .replaceAll('localhost:8000', service.url.replace('http://', ''))
      .replaceAll(/^(curl )/gm, 'echo; $1')
    const env = { ...process.env, INSTITUTION_API_KEY_DKFZ: KEYS.dkfz }
    const { stdout } = await run('bash', ['-euc', script], { env })
    const answers = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    const [ingested, ...resources] = answers
    expect(ingested).toMatchObject({ accepted: 2, rejected: 0 })
    expect(resources.map(({ resourceType }) => resourceType)).toEqual([
      'RiskAssessment',
      'RiskAssessment',
      'Bundle',
      'Bundle',
      'RiskAssessment',
    ])
    for (const resource of resources) expect(await r4Errors(resource)).toEqual([])
    expect(resources[2].entry).toHaveLength(1)
  })

  it('show every element that a RiskAssessment may have, and every route', async () => {
    const made = await service.call('POST', '/fhir/Patient/p1/$predict-readmission')
    const { prediction, ...rest } = made.json
    const own = new Set(['resourceType', 'language', 'text', 'contained', 'status'])
    const told = [...Object.keys(rest), ...Object.keys(prediction[0])]
    for (const element of told.filter((name) => !own.has(name) && !/^(method|code)$/.test(name)))
      expect(PAGE, element).toMatch(new RegExp(`\`(prediction\\.)?${element}\``))
    const { json } = await service.call('GET', '/openapi.json', { key: null })
    for (const path of Object.keys(json.paths).filter((one) => one.startsWith('/fhir/')))
      if (!/\/(auth|\.well-known)\//.test(path)) expect(PAGE).toContain(`\`${path}\``)
  })
})
