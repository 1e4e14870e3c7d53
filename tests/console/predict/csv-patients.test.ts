import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MOST_ROWS,
  type PatientFile,
  readPatients,
  TEMPLATE,
} from '../../../app/console/src/pages/predict/batch/csv-patients.ts'
import { writeCsv } from '../../../app/console/src/pages/predict/batch/csv-text.ts'
import { GENDERS } from '../../../app/console/src/pages/predict/patient-input.ts'

const HEADER = 'patient_id,age,gender,num_conditions,num_medications,recent_encounters'

const read = (text: string): PatientFile => {
  const file = readPatients(text)
  if (!('rows' in file)) throw new Error(`refused: ${JSON.stringify(file)}`)
  return file
}

/** An id as people have them: no formula, no blanks around it. */
const identifier = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .filter((id) => /^\P{C}*$/u.test(id) && id === id.trim() && !/^\s*[=+\-@]/.test(id))
  .filter((id) => id !== '' && id.length <= 128)

const input = fc.record({
  patientId: identifier,
  age: fc.integer({ min: 0, max: 120 }),
  gender: fc.constantFrom(...GENDERS),
  diagnoses: fc.integer({ min: 0, max: 200 }),
  medications: fc.integer({ min: 0, max: 200 }),
  earlierStays: fc.integer({ min: 0, max: 365 }),
})

describe('reading patients from CSV', () => {
  it('reads what was written, whatever the separator', () => {
    fc.assert(
      fc.property(
        fc.array(input, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        (patients, separator) => {
          const rows = patients.map((one) => [
            one.patientId,
            one.age,
            one.gender,
            one.diagnoses,
            one.medications,
            one.earlierStays,
          ])
          const file = read(writeCsv([HEADER.split(','), ...rows], separator))
          expect(file.problems).toEqual([])
          expect(file.separator).toBe(separator)
          expect(file.rows).toEqual(patients.map((one, index) => ({ line: index + 2, input: one })))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('answers any text at all with rows, problems or a reason, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.boolean(), (text, hasHeader) => {
        const file = readPatients(hasHeader ? `${HEADER}\n${text}` : text)
        if ('rows' in file)
          for (const { input: one } of file.rows) expect(one.age).toBeLessThanOrEqual(120)
        else expect(typeof file.kind).toBe('string')
      }),
      { numRuns: 500 },
    )
  })

  it('tells every problem at once, by line and column, and keeps the good rows', () => {
    const { rows, problems } = read(
      [
        HEADER,
        'P-1,75,male,8,16,3',
        ',130,mael,1.5,x,-1',
        'P-3,75,female,8,16',
        '"P-4",20,,0,0,0',
        'P-5,,male,1,2,3',
      ].join('\n'),
    )
    expect(rows.map(({ line, input: { patientId } }) => [line, patientId])).toEqual([
      [2, 'P-1'],
      [5, 'P-4'],
    ])
    expect(rows[1]?.input.gender).toBe('unknown')
    expect(problems).toEqual([
      { line: 3, column: 'patientId', kind: 'missing', got: '' },
      { line: 3, column: 'age', kind: 'number', got: '130' },
      { line: 3, column: 'gender', kind: 'gender', got: 'mael' },
      { line: 3, column: 'diagnoses', kind: 'number', got: '1.5' },
      { line: 3, column: 'medications', kind: 'number', got: 'x' },
      { line: 3, column: 'earlierStays', kind: 'number', got: '-1' },
      { line: 4, column: undefined, kind: 'width', got: '5 ≠ 6' },
      { line: 6, column: 'age', kind: 'missing', got: '' },
    ])
  })

  it('counts the names of lists, and knows lines behind a cell of two lines', () => {
    const { rows } = read(
      'Patient_ID;Age;Gender;Conditions;Medications;Recent_Encounters;note\r\n' +
        'P-1;75;Male;diabetes|CHF| ;;3;"two\r\nlines"\r\n' +
        'P-2;75;Male;"a, b";x;3;\r\n',
    )
    expect(rows).toMatchObject([
      { line: 2, input: { diagnoses: 2, medications: 0 } },
      { line: 4, input: { diagnoses: 2, medications: 1 } },
    ])
  })

  it.each([
    ['', { kind: 'empty' }],
    [HEADER, { kind: 'empty' }],
    [
      'id,age\n1,2',
      {
        kind: 'columns',
        missing: [
          'patient_id',
          'gender',
          'num_conditions / conditions',
          'num_medications / medications',
          'recent_encounters',
        ],
        found: 'id, age',
      },
    ],
    [`${HEADER}\nP-1,75,male,1,2,3\n"P-2,75,male,1,2,3`, { kind: 'quotes', line: 3 }],
  ])('refuses %j as a whole', (text, problem) => {
    expect(readPatients(text)).toEqual(problem)
  })

  it('takes ten thousand rows and no more', () => {
    const rows = (count: number) =>
      `${HEADER}\n${Array.from({ length: count }, (_, i) => `P-${i},75,male,8,16,3`).join('\n')}`
    expect(read(rows(MOST_ROWS)).rows).toHaveLength(MOST_ROWS)
    expect(readPatients(rows(MOST_ROWS + 1))).toEqual({ kind: 'rows', count: MOST_ROWS + 1 })
  })

  it('reads its own template', () => {
    expect(read(writeCsv(TEMPLATE))).toMatchObject({ problems: [], rows: [{}, {}] })
  })
})
