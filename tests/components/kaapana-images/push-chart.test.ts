import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { digestOf, PUSH } from '../../../components/kaapana-images/push-chart.ts'

const [PULLED, PUSHED] = [`sha256:${'0a'.repeat(32)}`, `sha256:${'0b'.repeat(32)}`]

/** Stands in for Helm: writes down how it is called, and has one chart to pull if there is one. */
const HELM = `#!/bin/sh
echo "$*" >> "$FAKE/calls"
case "$1" in
  registry) cat > "$FAKE/password"; dirname "$HELM_REGISTRY_CONFIG" > "$FAKE/work" ;;
  pull)
    [ -e "$FAKE/there" ] || exit 1
    for last; do :; done
    cp "$FAKE/there" "$last/kaapana-admin-chart-0.6.0.tgz"
    echo "Digest: ${PULLED}" >&2 ;;
  push) echo "Digest: ${PUSHED}" >&2 ;;
esac
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'helm-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'helm'), HELM)
  chmodSync(join(folder, 'helm'), 0o755)
  writeFileSync(join(folder, 'chart.tgz'), 'a chart')
})

const push = (more: Record<string, string> = {}): string =>
  execFileSync('sh', ['-c', PUSH], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      FAKE: folder,
      CHART_FILE: join(folder, 'chart.tgz'),
      CHART_NAME: 'kaapana-admin-chart',
      CHART_VERSION: '0.6.0',
      CHART_REGISTRY: 'registry.example/kaapana',
      ...more,
    },
  })

const text = (name: string): string => readFileSync(join(folder, name), 'utf8').trim()

describe('the command that pushes the chart', () => {
  it('pushes a chart that the registry does not have, or has otherwise', () => {
    expect(digestOf(push())).toBe(PUSHED)
    writeFileSync(join(folder, 'there'), 'another chart')
    expect(digestOf(push())).toBe(PUSHED)
    expect(text('calls').split('\n').at(-1)).toBe(
      `push ${folder}/chart.tgz oci://registry.example/kaapana`,
    )
  })

  it('leaves a chart that is there byte for byte, so that a run can be repeated', () => {
    writeFileSync(join(folder, 'there'), 'a chart')
    expect(digestOf(push())).toBe(PULLED)
    expect(text('calls')).not.toContain('push')
  })

  it('hands the password over on the standard input, and leaves no login behind', () => {
    push({ LOGIN_USERNAME: 'AWS', LOGIN_PASSWORD_VARIABLE: 'TOKEN', TOKEN: 'a-token' })
    expect(text('password')).toBe('a-token')
    expect(text('calls')).not.toContain('a-token')
    expect(text('calls')).toContain(
      'registry login registry.example --username AWS --password-stdin',
    )
    expect(() => readFileSync(text('work'))).toThrow('ENOENT')
  })

  it('says what Helm printed when there is no digest in it', () => {
    expect(() => digestOf('denied')).toThrow('Helm printed no digest: denied')
  })
})
