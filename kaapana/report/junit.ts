import { escaped } from '../../images/kaapana/report/escaped.ts'
import type { CheckResult } from '../check/check.ts'

/** A run of checks. */
export interface CheckRun {
  /** What was checked: the host. */
  readonly name: string
  readonly date: Date
  readonly seconds: number
  readonly results: readonly CheckResult[]
}

/**
 * The results for tools that show tests. The group of a check (`tls`, `route`) is its class.
 * https://github.com/testmoapp/junitxml
 */
export function junitXml({ name, date, seconds, results }: CheckRun): string {
  const count = (outcome: string) => results.filter((one) => one.outcome === outcome).length
  const attributes = attributesOf({
    name: `Kaapana at ${name}`,
    tests: results.length,
    failures: count('failed'),
    skipped: count('skipped'),
    errors: 0,
    time: seconds.toFixed(3),
    timestamp: date.toISOString(),
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite${attributes}>`,
    ...results.map(caseOf),
    '</testsuite></testsuites>',
    '',
  ].join('\n')
}

function caseOf({ id, title, outcome, detail, seconds }: CheckResult): string {
  const [group = ''] = id.split('.')
  const attributes = attributesOf({
    classname: `kaapana.${group}`,
    name: `${id}: ${title}`,
    time: seconds.toFixed(3),
  })
  if (outcome === 'passed')
    return `<testcase${attributes}><system-out>${xml(detail)}</system-out></testcase>`
  if (outcome === 'skipped')
    return `<testcase${attributes}><skipped${attributesOf({ message: detail })}/></testcase>`
  return `<testcase${attributes}><failure${attributesOf({ message: detail })}>${xml(detail)}</failure></testcase>`
}

const attributesOf = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('')

/** Characters that XML 1.0 does not know are left out. https://www.w3.org/TR/xml/#charsets */
const xml = (text: string): string =>
  escaped(text.replaceAll(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''))
