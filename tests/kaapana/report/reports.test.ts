import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckResult } from '../../../kaapana/check/check.ts'
import { deployedValues } from '../../../kaapana/cluster/admin-release.ts'
import { addresses, addressTable } from '../../../kaapana/report/addresses.ts'
import { checkSummary, checkTable } from '../../../kaapana/report/check-text.ts'
import { junitXml } from '../../../kaapana/report/junit.ts'
import { statusText } from '../../../kaapana/report/status-text.ts'
import { release } from '../cluster/healthy-objects.ts'

const result = (id: string, outcome: CheckResult['outcome'], detail = 'seen'): CheckResult => ({
  id,
  title: `${id} is so`,
  outcome,
  detail,
  seconds: 0.25,
})
const RESULTS = [result('tls.a', 'passed'), result('b', 'failed'), result('c', 'skipped')]

describe('the table of checks', () => {
  it('shows what was seen where a check did not pass', () => {
    expect(checkTable(RESULTS)).toBe(
      [
        'ok      tls.a  tls.a is so (0.3 s)',
        'FAILED  b      b is so (0.3 s)',
        '        seen',
        '-       c      c is so (0.3 s)',
        '        seen',
      ].join('\n'),
    )
    expect(checkTable(RESULTS, { all: true }).match(/seen/g)).toHaveLength(3)
    expect(checkSummary(RESULTS, 4.21)).toBe('1 passed, 1 failed, 1 skipped in 4.2 s')
  })
})

describe('the JUnit file', () => {
  /** Any unit of UTF-16, halves of pairs included. */
  const letter = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
  const run = (results: CheckResult[]) =>
    junitXml({ name: 'kaapana.example', date: new Date(0), seconds: 1, results })

  it('counts and tells every check', () => {
    const xml = run(RESULTS)
    expect(xml).toContain('tests="3" failures="1" skipped="1" errors="0" time="1.000"')
    expect(xml).toContain(
      '<testcase classname="kaapana.tls" name="tls.a: tls.a is so" time="0.250"><system-out>seen',
    )
    expect(xml).toContain('<failure message="seen">seen</failure>')
    expect(xml).toContain('<skipped message="seen"/>')
  })

  it('stays XML whatever a server answers', () => {
    fc.assert(
      fc.property(fc.string({ unit: letter }), (detail) => {
        const xml = run([result('a', 'failed', detail)])
        const inner = /<failure message="([^"<>]*)">([^<>]*)<\/failure>/.exec(xml)
        expect(inner).not.toBeNull()
        expect(xml.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
        // biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML does not know
        expect(xml).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/)
      }),
    )
  })
})

describe('addresses', () => {
  it('come from the release, and nothing else of it', async () => {
    const { data } = release('default', 'kaapana-admin-chart')
    expect(await deployedValues(data.release)).toEqual({
      hostname: 'kaapana.hospital.example',
      httpsPort: 443,
      dicomPort: 11112,
      version: '0.6.0',
    })
  })

  it('name the port in the URL where it is not 443, and that of the node for DICOM', () => {
    const table = addressTable(
      addresses({ hostname: 'kaapana.example', httpsPort: 31443, dicomPort: 31112 }),
    )
    expect(table).toContain('https://kaapana.example:31443/ohif/')
    expect(table).toContain(
      'kaapana.example:11112 (port 31112 of the node), called AE kp-<project>',
    )
    const none = addresses({ hostname: 'kaapana.example', httpsPort: 443, dicomPort: 0 })
    expect(addressTable(none)).toContain('no port of the node')
    expect(addressTable(none)).toContain('https://kaapana.example/\n')
  })
})

describe('the status', () => {
  it('shows the last lines of unhealthy pods below them', () => {
    const text = statusText({
      nodes: [],
      releases: [{ namespace: 'default', name: 'a', revision: 1, status: 'deployed' }],
      releaseProblems: [],
      workloads: ['Deployment services/ctp: 0 of 1 pods are ready'],
      jobs: [],
      pods: [
        { namespace: 'services', pod: 'ctp-1', reason: 'Error', restarts: 2, lastLines: ['boom'] },
      ],
      podCount: 9,
    })
    expect(text).toBe(
      [
        'Releases:',
        '  deployed   default/a',
        '',
        'Workloads without all of their pods:',
        '  Deployment services/ctp: 0 of 1 pods are ready',
        '',
        'Unhealthy pods:',
        '  services/ctp-1: Error, 2 restarts',
        '    | boom',
        '',
        '9 pods, 1 of them unhealthy.',
      ].join('\n'),
    )
  })
})
