import { describe, expect, it } from 'vitest'
import { hostileBodies } from './hostile-bodies.ts'

const bodies = hostileBodies(3000, 1)
const texts = bodies.map(({ body }) => Buffer.from(body))

const parses = (text: Buffer): boolean => {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
    return true
  } catch {
    return false
  }
}

describe('the generated bodies', () => {
  it('are the same for the same seed and others for another', () => {
    expect(hostileBodies(50, 7)).toEqual(hostileBodies(50, 7))
    expect(hostileBodies(50, 7)).not.toEqual(hostileBodies(50, 8))
  })

  it('hold JSON that parses and bytes that do not', () => {
    const good = texts.filter(parses).length
    expect(good).toBeGreaterThan(1000)
    expect(texts.length - good).toBeGreaterThan(200)
  })

  it.each([
    ['null alone', (text: Buffer) => text.toString() === 'null'],
    ['an empty body', (text: Buffer) => text.length === 0],
    ['more than 64 KiB', (text: Buffer) => text.length > 65_536],
    ['nesting deeper than 1,000', (text: Buffer) => text.includes('['.repeat(1001))],
    ['an integer of more than 100 digits', (text: Buffer) => /"age":9{100}/.test(text.toString())],
    ['invalid UTF-8', (text: Buffer) => text.toString().includes('\ufffd')],
    ['a member called __proto__', (text: Buffer) => text.includes('"__proto__"')],
  ])('include %s', (_, matches) => {
    expect(texts.some(matches)).toBe(true)
  })

  it('claim right, wrong and missing content types', () => {
    const types = new Set(bodies.map(({ contentType }) => contentType))
    expect([...types]).toEqual(expect.arrayContaining(['', 'application/json', 'text/plain']))
  })
})
