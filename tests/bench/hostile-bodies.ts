import fc from 'fast-check'

/** One request body that a client might send, with the type it claims. */
export interface HostileBody {
  path: string
  contentType: string
  body: Uint8Array
}

const NUMBERS = [0, -0, -1, 1.5, 1e308, -1e308, 2 ** 53, 2 ** 63, 121, 1e21, 5e-324]
const STRINGS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'a'.repeat(129),
  '\u202e',
  '💊',
  "' OR 1=1 --",
]

const strings = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(...STRINGS))
const codes = fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 30 })

const validPatient = fc.record({
  patient_id: fc.stringMatching(/^[A-Za-z0-9-]{1,40}$/),
  age: fc.integer({ min: 0, max: 120 }),
  gender: fc.constantFrom('male', 'female', 'other', 'unknown'),
  conditions: codes,
  medications: codes,
  recent_encounters: fc.integer({ min: 0, max: 30 }),
})

const wrongValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, [], {}, [[]], [null], ...NUMBERS, ...STRINGS),
  strings,
  fc.double(),
  fc.array(fc.anything({ maxDepth: 2 }), { maxLength: 5 }),
  fc.constant(Array.from({ length: 2000 }, () => 'x')),
)

const mutatedPatient = fc
  .tuple(
    validPatient,
    fc.constantFrom(
      'patient_id',
      'age',
      'gender',
      'conditions',
      'medications',
      'recent_encounters',
    ),
    fc.option(wrongValue, { nil: undefined, freq: 4 }),
    fc.dictionary(strings, fc.jsonValue(), { maxKeys: 3 }),
  )
  .map(([patient, member, value, more]) => ({ ...more, ...patient, [member]: value }))

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const wide = (keys: number): string =>
  `{${Array.from({ length: keys }, (_, key) => `"k${key}":1`).join(',')}}`

const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    'null',
    '0',
    '"',
    '{',
    '[',
    'NaN',
    'undefined',
    '{"age":}',
    '{"__proto__":{}}',
  ),
  fc.integer({ min: 1, max: 20_000 }).map(nested),
  fc.integer({ min: 1, max: 3000 }).map(wide),
  fc.integer({ min: 1, max: 400 }).map((digits) => `{"age":${'9'.repeat(digits)}}`),
  fc
    .integer({ min: 60_000, max: 200_000 })
    .map((length) => `{"patient_id":"${'a'.repeat(length)}"}`),
  fc.json(),
)

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const asJson = (arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array> =>
  arbitrary.map((value) => encode(JSON.stringify(value) ?? ''))

const wellFormed = fc.oneof(
  { weight: 2, arbitrary: asJson(validPatient) },
  { weight: 4, arbitrary: asJson(mutatedPatient) },
  {
    weight: 1,
    arbitrary: asJson(fc.array(fc.oneof(validPatient, mutatedPatient), { maxLength: 5 })),
  },
  {
    weight: 1,
    arbitrary: asJson(fc.record({ patients: fc.array(mutatedPatient, { maxLength: 5 }) })),
  },
  { weight: 2, arbitrary: hostileText.map(encode) },
)

/** Cut short, with bytes flipped (often invalid UTF-8), or with bytes put in front. */
const damaged = fc
  .tuple(wellFormed, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 }))
  .chain(([bytes, place, byte]) => {
    const at = Math.floor(place * bytes.length)
    const flipped = Uint8Array.from(bytes)
    if (flipped.length > 0)
      flipped[at % flipped.length] = (flipped[at % flipped.length] ?? 0) ^ byte
    const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes])
    return fc.constantFrom(bytes.subarray(0, at), flipped, marked)
  })

const CONTENT_TYPES = [
  ...Array.from({ length: 12 }, () => 'application/json'),
  'application/fhir+json',
  'application/x-ndjson',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  '',
]

const PATHS = [
  ...Array.from({ length: 14 }, () => '/api/v1/predict'),
  '/api/v1/predict/batch',
  '/api/v1/predict/batch',
  '/api/v1/data/ingest',
  '/api/v1/data/ingest',
  '/api/v1/auth/login',
  '/api/v1/predict/patient/unknown',
]

/** Valid, mutated and hostile requests, the same ones for the same seed. */
export function hostileBodies(count: number, seed: number): HostileBody[] {
  const request = fc.record({
    path: fc.constantFrom(...PATHS),
    contentType: fc.constantFrom(...CONTENT_TYPES),
    body: fc.oneof({ weight: 3, arbitrary: wellFormed }, { weight: 1, arbitrary: damaged }),
  })
  return fc.sample(request, { numRuns: count, seed })
}
