import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aeTitles } from '../../../kaapana/dicom/ae-title.ts'

const messageOf = (project: string, dataset: string): string => {
  try {
    aeTitles({ project, dataset })
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : ''
  }
  return ''
}

describe('AE titles', () => {
  it('are the names with "kp-" in front', () => {
    expect(aeTitles({ project: 'admin', dataset: 'test-CT' })).toEqual({
      called: 'kp-admin',
      calling: 'kp-test-CT',
    })
  })

  it('are refused with everything that is wrong', () => {
    const rule =
      'allowed 1 to 13 letters, digits, ., _ and - (the AE title is "kp-" with it, 16 characters at most)'
    expect(messageOf('thirteen-chars', 'a\\b')).toBe(
      `KaapanaError: --project makes no AE title; got "thirteen-chars", ${rule}; fix: give --project a name that follows this\n` +
        `--dataset makes no AE title; got "a\\b", ${rule}; fix: give --dataset a name that follows this`,
    )
  })

  it('are refused where "kp-" is given already', () => {
    expect(messageOf('admin', 'kp-x')).toBe(
      'KaapanaError: --dataset "kp-x": "kp-" is put in front of it; fix: leave "kp-" out of it',
    )
  })

  it('of any names are 16 characters of AE titles at most, or refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (a, b) => {
        const fits = (name: string): boolean =>
          /^[A-Za-z0-9._-]{1,13}$/.test(name) && !name.startsWith('kp-')
        if (!fits(a) || !fits(b)) return messageOf(a, b).startsWith('KaapanaError')
        const { calling, called } = aeTitles({ project: a, dataset: b })
        return calling === `kp-${b}` && called === `kp-${a}` && calling.length <= 16
      }),
    )
  })
})
