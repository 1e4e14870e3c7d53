import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BodyTooLargeError, MalformedBodyError, NotAListError } from '../../app/fhir/problems.ts'
import { readRecords } from '../../app/fhir/read-records.ts'
import { all, chunks, ENCOUNTER, PATIENT } from './records.ts'

const JSON_TYPE = 'application/fhir+json; charset=utf-8'
const NDJSON_TYPE = 'application/fhir+ndjson'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (body: string, type = JSON_TYPE) => all(readRecords(bytes(body), type))
const nest = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

const anyRecord = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 4 }), {
  maxKeys: 4,
})

describe('readRecords from a list', () => {
  it('yields the resources with their index from 0', async () => {
    expect(await read(`[${JSON.stringify(PATIENT)}, {"a":1}]`)).toEqual([
      { position: 0, resource: PATIENT },
      { position: 1, resource: { a: 1 } },
    ])
  })

  it('reads any list as JSON.parse does, however it is spaced and wherever the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRecord, { maxLength: 5 }),
        fc.array(fc.nat(12), { maxLength: 30 }),
        fc.constantFrom(0, 1, '\t', '\r\n'),
        async (records, sizes, space) => {
          const body = bytes(JSON.stringify(records, null, space))
          const got = await all(readRecords(chunks(body, sizes), JSON_TYPE))
          const parsed: unknown[] = JSON.parse(JSON.stringify(records))
          expect(got).toEqual(parsed.map((resource, position) => ({ position, resource })))
        },
      ),
      { numRuns: 200 },
    )
  })

  it('agrees with JSON.parse on whether a damaged list is JSON, and yields nothing of one that is not', async () => {
    const text = JSON.stringify([PATIENT, { a: [1, 'é"\\', null, true], b: {} }])
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length),
        fc.nat(3),
        fc.constantFrom('', ',', '"', ']', '}', '[', '{', ':', '\\', 'x', ' '),
        async (at, length, put) => {
          const damaged = text.slice(0, at) + put + text.slice(at + length)
          let parsed: unknown
          try {
            parsed = JSON.parse(damaged)
          } catch {
            await expect(read(damaged)).rejects.toThrow(MalformedBodyError)
            return
          }
          if (!Array.isArray(parsed)) return
          expect((await read(damaged)).length).toBe(parsed.length)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('says at which byte the JSON breaks, without repeating the text there', async () => {
    await expect(read('[{"family":"Secret"} x]')).rejects.toThrow(
      'Body: JSON syntax; got no comma or ] after a list element at byte 21; allowed JSON (RFC 8259); fix: send what a JSON serialiser writes',
    )
    await expect(read('[{"family":Secret}]')).rejects.not.toThrow(/Secret/)
  })

  it('refuses a single resource, a number and null as no list', async () => {
    await expect(read(JSON.stringify(PATIENT))).rejects.toThrow(NotAListError)
    await expect(read('5')).rejects.toThrow(NotAListError)
    await expect(read('null')).rejects.toThrow(NotAListError)
  })

  it('refuses an empty body, plain text, bytes that are not UTF-8, and text after the end', async () => {
    await expect(read('')).rejects.toThrow(MalformedBodyError)
    await expect(read('hello')).rejects.toThrow(MalformedBodyError)
    await expect(read('[] []')).rejects.toThrow(MalformedBodyError)
    const latin = new Uint8Array([0x5b, 0x22, 0xe9, 0x22, 0x5d])
    await expect(all(readRecords(latin, JSON_TYPE))).rejects.toThrow('bytes that are not UTF-8')
  })

  it('reads past a byte order mark', async () => {
    expect(await read('\ufeff[{"a":1}]')).toEqual([{ position: 0, resource: { a: 1 } }])
  })

  it('reports a record nested too deep and reads the others', async () => {
    const got = await read(`[{"a":1},${nest(100_000)},{"b":2}]`)
    expect(got.map((record) => ('error' in record ? record.error.text : 'read'))).toEqual([
      'read',
      'nested too deep; got 100000, allowed 32',
      'read',
    ])
  })

  it('stops a stream as soon as it exceeds the limit', async () => {
    let sent = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        sent++
        yield new Uint8Array(1000).fill(0x20)
      }
    }
    const reading = all(readRecords(endless(), JSON_TYPE, { maxBytes: 5000 }))
    await expect(reading).rejects.toThrow(BodyTooLargeError)
    expect(sent).toBe(6)
  })
})

describe('readRecords from a Bundle', () => {
  const bundle = (entry: unknown, type = 'transaction') =>
    JSON.stringify({ resourceType: 'Bundle', type, entry })

  it('points urn:uuid: references at the ids inside the Bundle, forward ones too', async () => {
    const uuid = 'urn:uuid:6d2eba67-5b4a-403f-a29f-e6da3f1ea963'
    const encounter = { ...ENCOUNTER, subject: { reference: uuid } }
    const [first] = await read(
      bundle([
        { fullUrl: 'urn:uuid:1', resource: encounter },
        { fullUrl: uuid, resource: PATIENT },
      ]),
    )
    expect(first).toEqual({ position: 0, resource: ENCOUNTER })
  })

  it('gives a resource without id the uuid of its entry', async () => {
    const { id: _id, ...nameless } = PATIENT
    expect(await read(bundle([{ fullUrl: 'urn:uuid:abc-1', resource: nameless }]))).toEqual([
      { position: 0, resource: { ...PATIENT, id: 'abc-1' } },
    ])
  })

  it('reads its members in any order and an absent or empty entry list', async () => {
    const turned = `{"entry":[{"resource":{"a":"]}"}}],"type":"batch","resourceType":"Bundle"}`
    expect(await read(turned)).toEqual([{ position: 0, resource: { a: ']}' } }])
    expect(await read(bundle([]))).toEqual([])
    expect(await read(bundle(undefined))).toEqual([])
  })

  it('reports entries without a resource', async () => {
    const got = await read(bundle([{ request: { method: 'DELETE', url: 'Patient/1' } }, null]))
    expect(got.map((record) => 'error' in record && record.error.text)).toEqual([
      'entry without a resource',
      'entry without a resource',
    ])
  })

  it.each(['document', 'message', 'history', undefined])('refuses type %s', async (type) => {
    const body = JSON.stringify({ resourceType: 'Bundle', type, entry: [] })
    await expect(read(body)).rejects.toThrow('allowed collection, transaction, batch, searchset')
  })

  it('refuses entries that are no list, and broken JSON inside or after them', async () => {
    await expect(read(bundle({}))).rejects.toThrow('Bundle.entry: must be a list')
    const good = bundle([{ resource: PATIENT }])
    await expect(read(good.replace('p1', 'p"1'))).rejects.toThrow(MalformedBodyError)
    await expect(read(`${good.slice(0, -1)},"x":nope}`)).rejects.toThrow(MalformedBodyError)
  })
})

describe('readRecords from NDJSON', () => {
  it('yields each line with its number from 1, skipping blank ones', async () => {
    expect(await read('{"a":1}\r\n\n  \n{"b":2}', NDJSON_TYPE)).toEqual([
      { position: 1, resource: { a: 1 } },
      { position: 4, resource: { b: 2 } },
    ])
  })

  it('reads the same wherever the stream is cut, inside a character too', async () => {
    const body = bytes('{"name":"Hernán 🏥"}\n{"name":"Ωδ"}\n')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9), { maxLength: 20 }), async (sizes) => {
        const got = await all(readRecords(chunks(body, sizes), 'application/x-ndjson'))
        expect(got).toEqual([
          { position: 1, resource: { name: 'Hernán 🏥' } },
          { position: 2, resource: { name: 'Ωδ' } },
        ])
      }),
      { numRuns: 200 },
    )
  })

  it('reports a line that is not JSON, not UTF-8 or too long, and reads on', async () => {
    const long = `{"a":"${'x'.repeat(1_048_576)}"}`
    const body = Buffer.concat([
      bytes(`{"a":\n${long}\n`),
      Buffer.from([0x22, 0xe9, 0x22, 0x0a]),
      bytes('{"b":2}'),
    ])
    const got = await all(readRecords(chunks(body, [700_000, 100_000]), NDJSON_TYPE))
    expect(got.map((record) => ('error' in record ? record.error.text : record.position))).toEqual([
      'line is not JSON; allowed one resource a line',
      'line too long; got more than 1048576 bytes',
      'line is not UTF-8',
      4,
    ])
  })

  it('yields a line before the next has arrived', async () => {
    const got: unknown[] = []
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield bytes('{"a":1}\n{"b"')
      got.push('second chunk asked for')
      yield bytes(':2}\n')
    }
    for await (const record of readRecords(slow(), NDJSON_TYPE)) got.push(record.position)
    expect(got).toEqual([1, 'second chunk asked for', 2])
  })

  it('keeps nothing of a chunk whose buffer the sender uses again', async () => {
    const shared = new Uint8Array(4)
    async function* reusing(): AsyncGenerator<Uint8Array> {
      for (const part of ['{"a"', ':12}']) {
        shared.set(bytes(part))
        yield shared
      }
    }
    expect(await all(readRecords(reusing(), NDJSON_TYPE))).toEqual([
      { position: 1, resource: { a: 12 } },
    ])
  })
})
