import { describe, expect, it } from 'vitest'
import { valueIn } from '../../../stacks/kubernetes/existing-secret.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('A value of a Secret that somebody made', () => {
  it('is what was put in', () => {
    expect(valueIn({ url: base64('https://ä.example') }, 'url', 'platform/alerts')).toBe(
      'https://ä.example',
    )
  })

  it('is missed by key, with the keys there are and no value', () => {
    const data = { token: base64('hunter2'), address: base64('https://alerts.example') }
    expect(() => valueIn(data, 'url', 'platform/alerts')).toThrow(
      /^The Secret platform\/alerts has no key url\. Its keys: address, token\.$/,
    )
    expect(() => valueIn(undefined, 'url', 'platform/alerts')).toThrow(/Its keys: none\.$/)
  })

  it('is nothing in a rehearsal, where there is no Secret', () => {
    expect(valueIn(null, 'url', 'platform/alerts')).toBe('')
  })
})
