import { describe, expect, it } from 'vitest'
import type { RecordedResource } from '../../../rehearsal/engine/recorded-resource.ts'
import { UNKNOWN } from '../../../rehearsal/engine/wire.ts'
import { Redaction } from '../../../rehearsal/plan/redact.ts'

const resource = (more: Partial<RecordedResource>): RecordedResource =>
  ({ inputs: {}, outputs: {}, secretInputs: [], secretOutputs: [], ...more }) as RecordedResource

describe('redaction', () => {
  it('replaces a value at its path, also below a name with dots and in a list', () => {
    const values = { 'a.b': { list: [{ key: 'short' }, 'kept'] } }
    const hidden = new Redaction([]).hide(values, ['a.b.list[0].key'])
    expect(hidden).toEqual({ 'a.b': { list: [{ key: '[secret]' }, 'kept'] } })
    expect(values['a.b'].list[0]).toEqual({ key: 'short' })
  })

  it('finds the plain text again: in a sentence, as JSON and as base64', () => {
    const redaction = new Redaction(['pass"word1'])
    const base64 = Buffer.from('pass"word1').toString('base64')
    const values = { url: 'pg://a:pass"word1@host', json: '{"p":"pass\\"word1"}', data: base64 }
    expect(redaction.hide(values, [])).toEqual({
      url: 'pg://a:[secret]@host',
      json: '{"p":"[secret]"}',
      data: '[secret]',
    })
  })

  it('learns the secrets of one resource and hides them in another', () => {
    const redaction = new Redaction([])
    redaction.learnFrom(resource({ outputs: { result: 'x7Fq2!kd' }, secretOutputs: ['result'] }))
    expect(redaction.hide({ env: 'PASSWORD=x7Fq2!kd' }, [])).toEqual({ env: 'PASSWORD=[secret]' })
  })

  it('does not search for the ordinary words of an object that is secret as a whole', () => {
    const redaction = new Redaction([])
    const tags = { owner: 'platform', token: 'a-token-of-some-length' }
    redaction.learnFrom(resource({ inputs: { tags }, secretInputs: ['tags'] }))
    const values = { name: 'platform', text: 'a-token-of-some-length' }
    expect(redaction.hide(values, [])).toEqual({ name: 'platform', text: '[secret]' })
  })

  it('says of a value that only the cloud can tell that it is unknown', () => {
    expect(new Redaction([]).hide({ address: UNKNOWN }, [])).toEqual({ address: '[unknown]' })
  })
})
