import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems } from './accessibility.ts'
import {
  type ConsoleUnderTest,
  hasBrowser,
  keepPicture,
  openConsole,
  PASSWORD,
} from './open-console.ts'

const WARD = { username: 'ward3', password: PASSWORD }
const HEADER = 'patient_id,age,gender,num_conditions,num_medications,recent_encounters'
/** An id that would run if it were ever taken for markup. */
const SCRIPT = '<img src=x onerror=alert()>'
const BATCH = '**/api/v1/predict/batch'

const rows = (count: number): string =>
  Array.from({ length: count }, (_, i) => `P-${i},${20 + (i % 80)},male,${i % 9},8,${i % 5}`).join(
    '\n',
  )

const stay = (id: string, patient: string) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: `Patient/${patient}` },
  period: { start: '2024-09-01T08:00:00+02:00', end: '2024-09-08T10:00:00+02:00' },
})
const patient = (id: string) => ({
  resourceType: 'Patient',
  id,
  gender: 'female',
  birthDate: '1950-06-15',
  name: [{ family: 'Mustermann' }],
})

describe.skipIf(!hasBrowser)('predicting for a file', () => {
  let console: ConsoleUnderTest
  beforeAll(async () => {
    console = await openConsole({ RATE_LIMIT_PER_SECOND: '20000' })
    await console.addUser('ward3', 'dkfz')
  })
  afterAll(() => console.close())

  const open = (options = {}) => console.openSignedIn('predict/batch', { user: WARD, ...options })
  const choose = (page: Page, name: string, text: string | Buffer) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  const saved = async (page: Page, button: string): Promise<string> => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button }).click(),
    ])
    return readFileSync(await file.path(), 'utf8')
  }

  it('tells every problem of a table at once, and predicts the good rows', async () => {
    const { page, errors } = await open()
    page.on('dialog', (dialog) => errors.push(dialog.message()))
    await page.locator('input[type=file]').waitFor()
    await keepPicture(page, 'batch-empty')
    expect(await accessibilityProblems(page)).toEqual([])
    const table = [
      HEADER,
      `${SCRIPT},75,male,8,16,3`,
      'P-2,130,mael,8,16,',
      '"=HYPERLINK(""x"")",28,female,0,0,0',
    ].join('\n')
    await choose(page, 'patients.csv', table)
    await page.getByText('patients.csv: 2 rows can be predicted.').waitFor()
    const problems = page.getByRole('region', { name: /3 problems/ })
    expect((await problems.getByRole('row').allTextContents()).slice(1)).toEqual([
      '3age130whole number, 0 to 120',
      '3gendermaelmale, female, other, unknown, or nothing',
      '3recent_encounters(nothing)whole number, 0 to 365',
    ])
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'batch-problems')
    await page.getByRole('button', { name: 'Predict 2 patients' }).click()
    await page.getByText('All done.').waitFor()
    const results = page.getByRole('region', { name: 'Results, highest risk first' })
    const shown = await results.getByRole('rowheader').allTextContents()
    expect(shown).toEqual([SCRIPT, '=HYPERLINK("x")'])
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'batch-results')
    const csv = await saved(page, 'Download as CSV')
    const [head, first, second] = csv.split('\r\n')
    expect(head).toBe(
      '\uFEFFpatient_id,risk_level,probability,prediction_id,model_version,line,problem',
    )
    expect(first).toMatch(/^<img src=x onerror=alert\(\)>,HIGH,0\.\d+,[\da-f-]{36},1,2,$/)
    expect(second).toMatch(/^"'=HYPERLINK\(""x""\)",LOW,/)
    expect(errors).toEqual([])
  })

  it('refuses files that it cannot use, says why, and takes another one', async () => {
    const { page } = await open()
    const refused: [string, string | Buffer, RegExp][] = [
      ['notes.csv', 'id;age\n1;2', /Columns are missing: patient_id, gender, num_conditions/],
      ['table.csv', Buffer.from('PK\u0003\u0004xlsx'), /workbook of a spreadsheet/],
      ['latin.csv', Buffer.from([0x70, 0xe4, 0x74]), /no text in UTF-8/],
      ['broken.json', '{"resourceType":"Bundle","entry":[}', /no valid JSON/],
      ['one.json', '{\n"resourceType":"Patient"}', /neither a Bundle nor a list.*Patient/],
      ['quotes.csv', `${HEADER}\n"P-1,75,male,1,2,3`, /Line 2: a quotation mark/],
    ]
    for (const [name, text, reason] of refused) {
      await choose(page, name, text)
      const alert = page.getByRole('alert').filter({ hasText: name })
      await alert.getByText(reason).waitFor()
    }
    expect(await accessibilityProblems(page)).toEqual([])
    await choose(page, 'good.csv', `${HEADER}\n${rows(3)}`)
    await page.getByRole('button', { name: 'Predict 3 patients' }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('goes on where the service went down mid-way, and after the sign-in', async () => {
    const { page } = await open()
    let requests = 0
    await page.route(BATCH, (route) => (++requests === 2 ? route.abort() : route.continue()))
    await choose(page, 'many.csv', `${HEADER}\n${rows(600)}`)
    await page.getByRole('button', { name: 'Predict 600 patients' }).click()
    await page.getByRole('alert').getByText('The service cannot be reached').waitFor()
    await page.getByText('500 of 600 done').waitFor()
    await keepPicture(page, 'batch-stopped')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('Your session has ended').waitFor()
    await page.getByLabel('User name').fill(WARD.username)
    await page.getByRole('textbox', { name: 'Password' }).fill(WARD.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('500 of 600 done').waitFor()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('All done.').waitFor()
    expect((await saved(page, 'Download as CSV')).trim().split('\r\n')).toHaveLength(601)
  })

  it('waits as Retry-After says, and shows the row that the service refuses beside the others', async () => {
    const { page } = await open()
    let requests = 0
    await page.route(BATCH, async (route) => {
      if (++requests === 1)
        return route.fulfill({ status: 429, headers: { 'retry-after': '1' }, json: {} })
      const answer = await route.fetch()
      const body = (await answer.json()) as { results: object[] }
      const errors = [{ path: 'age', message: 'Input should be less than or equal to 110' }]
      body.results[1] = { index: 1, error: { status: 422, detail: [], errors } }
      return route.fulfill({ json: body })
    })
    await choose(page, 'few.csv', `${HEADER}\n${rows(3)}`)
    await page.getByRole('button', { name: 'Predict 3 patients' }).click()
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H2')
    await page.getByText('The service asks to wait').waitFor()
    await page.getByText('All done.').waitFor()
    expect(requests).toBe(2)
    const refused = page.getByRole('region', { name: '1 patient without prediction' })
    expect(await refused.getByRole('row').last().textContent()).toBe(
      'P-1age: Input should be less than or equal to 110',
    )
    expect(await page.getByRole('rowheader').count()).toBe(2)
    expect((await saved(page, 'Download as CSV')).trim().split('\r\n').at(-1)).toBe(
      'P-1,,,,,3,age: Input should be less than or equal to 110',
    )
  })

  it('stops when told to, and keeps what is done', async () => {
    const { page } = await open()
    let requests = 0
    // The second request is never answered.
    await page.route(BATCH, (route) => (++requests === 2 ? undefined : route.continue()))
    await choose(page, 'many.csv', `${HEADER}\n${rows(1000)}`)
    await page.getByRole('button', { name: 'Predict 1000 patients' }).click()
    await page.getByText('500 of 1,000 done').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Stopped. What is done stays.').waitFor()
    expect((await saved(page, 'Download as CSV')).trim().split('\r\n')).toHaveLength(501)
    expect(await page.getByRole('row').count()).toBe(51)
    await page.getByRole('button', { name: 'Choose another file' }).click()
    await page.locator('input[type=file]').waitFor()
  })

  it('stays usable with ten thousand rows', async () => {
    const { page } = await open()
    await page.route(BATCH, async (route) => {
      const { patients } = route.request().postDataJSON() as { patients: { patient_id: string }[] }
      const results = patients.map(({ patient_id }, index) => ({
        index,
        prediction: {
          patient_id,
          risk_level: 'LOW',
          probability: 0.05,
          prediction_id: `00000000-0000-7000-8000-${patient_id.slice(2).padStart(12, '0')}`,
          model: { version: '1' },
        },
      }))
      await route.fulfill({ json: { succeeded: results.length, failed: 0, results } })
    })
    await choose(page, 'huge.csv', `${HEADER}\n${rows(10_000)}`)
    await page.getByRole('button', { name: 'Predict 10000 patients' }).click()
    await page.getByText('10,000 of 10,000 done').waitFor()
    await page.getByText('Page 1 of 200').waitFor()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByText('Page 2 of 200').waitFor()
    expect(await page.getByRole('row').count()).toBe(51)
  })

  it('stores the records of a FHIR file, shows the refused ones, and predicts its patients', async () => {
    const { page, errors } = await open()
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    const lines = [
      patient('fhir-1'),
      stay('e-1', 'fhir-1'),
      patient('fhir-2'),
      { ...stay('e-2', 'fhir-2'), status: 'nonsense' },
    ]
    await choose(page, 'records.ndjson', lines.map((one) => JSON.stringify(one)).join('\n'))
    await page.getByText('records.ndjson: 4 records of 2 patients.').waitFor()
    await page.getByRole('button', { name: 'Store the records and predict 2 patients' }).click()
    await page.getByText('All done.').waitFor()
    await page.getByText('3 records stored.').waitFor()
    const refused = page.getByRole('region', { name: '1 record was not taken' })
    expect(await refused.getByRole('row').last().textContent()).toMatch(/^4Record e-2: .*status/)
    const failed = page.getByRole('region', { name: '1 patient without prediction' })
    expect(await failed.getByRole('row').last().textContent()).toMatch(/^fhir-2.*no inpatient stay/)
    const results = page.getByRole('region', { name: 'Results, highest risk first' })
    expect(await results.getByRole('rowheader').allTextContents()).toEqual(['fhir-1'])
    expect(await accessibilityProblems(page)).toEqual([])
    await keepPicture(page, 'batch-fhir')
    expect(addresses.filter((one) => one.includes('fhir-1'))).toEqual([])
    expect(errors).toEqual([])
  })

  it('takes no FHIR file from who belongs to no institution', async () => {
    const { page } = await console.openSignedIn('predict/batch')
    await choose(page, 'records.json', JSON.stringify([patient('fhir-9')]))
    await page.getByRole('alert').getByText('FHIR files need an institution').waitFor()
  })

  it('is in German, in the dark, and on a phone', async () => {
    const { page, errors } = await open({
      locale: 'de-DE',
      colorScheme: 'dark',
      viewport: { width: 360, height: 740 },
    })
    await choose(page, 'liste.csv', `${HEADER}\n${rows(60)}\nX,1`)
    await page.getByRole('button', { name: '60 Patienten vorhersagen' }).click()
    await page.getByText('Alles fertig.').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await keepPicture(page, 'batch-german-dark-phone')
    expect(errors).toEqual([])
  })
})
