import { describe, expect, it } from 'vitest'
import { AUDIT_KINDS } from '../../app/audit/audit-kinds.ts'
import { ENGLISH } from '../../app/console/src/pages/audit/english.ts'
import { GERMAN } from '../../app/console/src/pages/audit/german.ts'
import { DECISION_REASONS } from '../../app/serving/decision-reasons.ts'

describe('the words of the audit trail', () => {
  it.each([
    { language: 'English', texts: ENGLISH },
    { language: 'German', texts: GERMAN },
  ])('name every event and every reason in $language', ({ texts }) => {
    expect(Object.keys(texts.kinds).sort()).toEqual([...AUDIT_KINDS].sort())
    expect(Object.keys(texts.reasons).sort()).toEqual([...DECISION_REASONS].sort())
  })
})
