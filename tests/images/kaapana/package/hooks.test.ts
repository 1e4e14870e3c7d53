import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  UNDEPLOY_ORDER,
  undeployOrder,
} from '../../../../components/kaapana-platform/values/index.ts'
import { READY_HOOK } from '../../../../images/kaapana/package/overlays/ready-hook.ts'
import {
  COLLECTION,
  LAST_RELEASES,
  UNDEPLOY_HOOK,
} from '../../../../images/kaapana/package/overlays/undeploy-hook.ts'

const RELEASES = [
  'kaapana-extension-collection-060',
  'kaapana-platform-chart',
  'jupyterlab-chart-7',
  'code-server-chart',
  'kaapana-workflows-core',
  'project-study',
  'project-admin',
]

/** Keeps releases in a file, as Helm would in the cluster; one of them may hang in its hooks. */
const HELM = `#!/bin/sh
echo "helm $*" >> "$STATE/calls"
case "$3" in
  ls) cat "$STATE/releases" ;;
  uninstall)
    [ "$4" != "$HANGS" ] || [ "$5" = --no-hooks ] || exit 1
    [ "$4" != "$STAYS" ] || exit 1
    grep -vx "$4" "$STATE/releases" > "$STATE/left"
    mv "$STATE/left" "$STATE/releases"
    ;;
esac
`

/** Tells what it is asked for and answers from files; nobody waits in a test. */
const KUBECTL = `#!/bin/sh
echo "kubectl $*" >> "$STATE/calls"
case "$*" in
  'get namespaces -o name') printf 'namespace/%s\\n' default admin services project-admin ;;
  *'get job init-extensions'*) printf '%s' "$JOB" ;;
esac
`

const folder = mkdtempSync(join(tmpdir(), 'hooks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The script of a hook, with values, for a data setting. */
function scriptOf(template: string, keepData = true): string {
  const block = /^.*\{\{- if eq [^\n]*\n([\s\S]*?)^.*\{\{- end \}\}\n/m
  const text = template
    .replace(block, (_, inner: string) => (keepData ? '' : inner))
    .replace(/\{\{- include[^\n]*\n/, '')
    .replaceAll(/\{\{ \.Values\.global\.(\w+)_namespace \}\}/g, '$1')
    .replaceAll(/\{\{[^}]*\}\}/g, 'value')
  return parse(text).spec.template.spec.containers[0].command[2]
}

function run(script: string, env: Record<string, string> = {}) {
  const state = mkdtempSync(join(folder, 'run-'))
  mkdirSync(join(state, 'bin'))
  const programs = { helm: HELM, kubectl: KUBECTL, sleep: '#!/bin/sh\n' }
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(state, 'bin', name), text)
    chmodSync(join(state, 'bin', name), 0o755)
  }
  writeFileSync(join(state, 'releases'), RELEASES.map((name) => `${name}\n`).join(''))
  writeFileSync(join(state, 'calls'), '')
  const { status, stderr } = spawnSync('/bin/sh', ['-c', script], {
    encoding: 'utf8',
    env: {
      PATH: `${join(state, 'bin')}:${process.env.PATH}`,
      STATE: state,
      HANGS: '',
      STAYS: '',
      ...env,
    },
  })
  return { status, stderr, calls: readFileSync(join(state, 'calls'), 'utf8').split('\n') }
}

const uninstalled = (calls: readonly string[]) =>
  calls.flatMap((call) => /^helm -n admin uninstall (\S+)/.exec(call)?.[1] ?? [])

describe('before the platform goes', () => {
  test('its releases are uninstalled in the order that is planned', () => {
    const { status, calls } = run(scriptOf(UNDEPLOY_HOOK))
    expect(status).toBe(0)
    expect(uninstalled(calls)).toEqual(undeployOrder(RELEASES))
    expect([...LAST_RELEASES, COLLECTION]).toEqual(UNDEPLOY_ORDER.slice(2))
  })

  test('pods that are left are removed by force, and nothing that holds data', () => {
    const { calls } = run(scriptOf(UNDEPLOY_HOOK))
    const deleted = calls.filter((call) => call.includes(' delete '))
    const force = 'delete pods --all --force --grace-period=0 --ignore-not-found'
    expect(deleted).toEqual([
      `kubectl -n project-admin ${force}`,
      `kubectl -n extensions ${force}`,
      `kubectl -n services ${force}`,
    ])
  })

  test('namespaces and claims go where the data is not kept', () => {
    const { calls } = run(scriptOf(UNDEPLOY_HOOK, false))
    expect(calls.filter((call) => /delete (namespace|persistent)/.test(call))).toEqual([
      'kubectl delete namespace project-admin --ignore-not-found --timeout=300s',
      'kubectl delete namespace extensions --ignore-not-found --timeout=300s',
      'kubectl delete namespace services --ignore-not-found --timeout=300s',
      'kubectl -n admin delete persistentvolumeclaims --all --wait=false',
    ])
  })

  test('a release that hangs in its hooks is uninstalled without them', () => {
    const { status, calls } = run(scriptOf(UNDEPLOY_HOOK), { HANGS: 'kaapana-platform-chart' })
    expect(status).toBe(0)
    expect(calls).toContain(
      'helm -n admin uninstall kaapana-platform-chart --no-hooks --wait --timeout 330s',
    )
  })

  test('a release that stays ends the removal, and is named', () => {
    const { status, stderr } = run(scriptOf(UNDEPLOY_HOOK), { STAYS: 'project-study' })
    expect(status).toBe(1)
    expect(stderr).toContain('Not removed: project-study')
  })
})

describe('after the platform is installed', () => {
  test('it is ready once jobs have ended, a project is there and deployments are available', () => {
    const { status, calls } = run(scriptOf(READY_HOOK), { JOB: 'init-extensions Complete' })
    expect(status).toBe(0)
    expect(calls.filter((call) => call.includes(' wait '))).toEqual([
      'kubectl -n admin wait deployment --all --for=condition=Available --timeout=60s',
      'kubectl -n services wait deployment --all --for=condition=Available --timeout=60s',
    ])
  })

  test('a job that is gone has ended', () => {
    expect(run(scriptOf(READY_HOOK), { JOB: '' }).status).toBe(0)
  })

  test('a job that failed ends the installation, and the pods are shown', () => {
    const { status, stderr, calls } = run(scriptOf(READY_HOOK), { JOB: 'init-extensions Failed' })
    expect(status).toBe(1)
    expect(stderr).toContain('Job init-extensions failed')
    expect(calls).toContain('kubectl get pods -A --no-headers')
  })
})

const shellcheck = spawnSync('shellcheck', ['--version']).status === 0

test.skipIf(!shellcheck)('the scripts of hooks have nothing that shellcheck objects to', () => {
  for (const script of [scriptOf(UNDEPLOY_HOOK, false), scriptOf(READY_HOOK)])
    execFileSync('shellcheck', ['--shell=sh', '--exclude=SC2013,SC2034', '-'], { input: script })
})
