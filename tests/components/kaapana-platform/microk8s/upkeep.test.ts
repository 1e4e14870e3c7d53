import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { machineScripts } from '../../../../components/kaapana-platform/microk8s/machine-scripts.ts'
import { Machine, TOKEN, wanted } from './machine.ts'

const TIMEOUT = 60_000

let machine: Machine
beforeEach(() => {
  machine = new Machine()
  for (const name of ['pull-secret', 'report'])
    machine.putScript(`kaapana-${name}`, machineScripts(machine.paths)[name] ?? '')
})
afterEach(() => machine.remove())

/** A registry secret in a namespace, with the annotation of a token if it is ours. */
const secret = (namespace: string, token?: string) => ({
  metadata: {
    namespace,
    ...(token !== undefined && { annotations: { 'dataspace/token': token } }),
  },
})

describe('the script for pull secrets', () => {
  it(
    'gives each stale secret, in whatever namespace, the token of this machine',
    async () => {
      const items = [secret('admin'), secret('project-new', 'an-old-one')]
      machine.put('secrets.json', JSON.stringify({ items }))
      expect(await machine.run('kaapana-pull-secret')).toBe(0)
      const calls = machine.takeCalls()
      expect(
        calls.filter((call) => call.includes('patch')).map((call) => call.split(' ')[3]),
      ).toEqual(['admin', 'project-new'])
      expect(calls.join('\n')).not.toContain(TOKEN)
      const [patch] = machine.kept('patch') as {
        metadata: { annotations: Record<string, string> }
        data: { '.dockerconfigjson': string }
      }[]
      const decoded = (text = '') => Buffer.from(text, 'base64').toString()
      const { auths } = JSON.parse(decoded(patch?.data['.dockerconfigjson']))
      const [registry, { auth }] = Object.entries(auths)[0] as [string, { auth: string }]
      expect(registry).toBe('https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana')
      expect(decoded(auth)).toBe(`AWS:${TOKEN}`)

      const fresh = patch?.metadata.annotations['dataspace/token']
      machine.put('secrets.json', JSON.stringify({ items: [secret('admin', fresh)] }))
      await machine.run('kaapana-pull-secret')
      const later = machine.takeCalls()
      expect(later.filter((call) => /patch|get-login-password/.test(call))).toEqual([])
    },
    TIMEOUT,
  )

  it(
    'fetches another token after six hours, and keeps the old one when ECR gives none',
    async () => {
      await machine.run('kaapana-pull-secret')
      const token = join(machine.paths.run, 'token')
      const sevenHoursAgo = Date.now() / 1000 - 7 * 3600
      utimesSync(token, sevenHoursAgo, sevenHoursAgo)
      machine.failAt('^aws ecr')
      expect(await machine.run('kaapana-pull-secret')).toBe(1)
      expect(readFileSync(token, 'utf8')).toBe(`${TOKEN}\n`)
      machine.failAt('')
      machine.put('token', 'another\n')
      expect(await machine.run('kaapana-pull-secret')).toBe(0)
      expect(readFileSync(token, 'utf8')).toBe('another\n')
    },
    TIMEOUT,
  )

  it(
    'waits for a cluster',
    async () => {
      machine.failAt('readyz')
      expect(await machine.run('kaapana-pull-secret')).toBe(0)
      expect(machine.takeCalls()).toEqual(['microk8s kubectl get --raw /readyz'])
    },
    TIMEOUT,
  )
})

const volume = (name: string, more: object = {}) => ({
  metadata: { name, uid: 'u', resourceVersion: '7', annotations: { other: 'x' } },
  spec: {
    storageClassName: 'kaapana-hostpath-fast-data-dir',
    persistentVolumeReclaimPolicy: 'Delete',
    capacity: { storage: '10Gi' },
    hostPath: { path: `/home/kaapana/${name}` },
    claimRef: { namespace: 'services', name: 'dcm4che-pv-claim', uid: 'c', resourceVersion: '8' },
    ...more,
  },
  status: { phase: 'Bound' },
})

describe('the script that reports', () => {
  const map = () => `${machine.paths.data}/.dataspace/volumes.json`

  it(
    'writes down which folder belongs to which claim, and has folders kept',
    async () => {
      machine.put('mounted', '')
      const shared = volume('shared', { storageClassName: 'kaapana-hostpath' }) // kept by the charts
      const free = { ...volume('free'), status: { phase: 'Released' } }
      machine.put('volumes.json', JSON.stringify({ items: [volume('pvc-1'), shared, free] }))
      expect(await machine.run('kaapana-report')).toBe(0)
      expect(JSON.parse(readFileSync(map(), 'utf8'))).toEqual([
        {
          apiVersion: 'v1',
          kind: 'PersistentVolume',
          metadata: {
            name: 'pvc-1',
            annotations: { 'pv.kubernetes.io/provisioned-by': 'microk8s.io/hostpath' },
          },
          spec: {
            storageClassName: 'kaapana-hostpath-fast-data-dir',
            persistentVolumeReclaimPolicy: 'Retain',
            capacity: { storage: '10Gi' },
            hostPath: { path: '/home/kaapana/pvc-1' },
            claimRef: {
              apiVersion: 'v1',
              kind: 'PersistentVolumeClaim',
              namespace: 'services',
              name: 'dcm4che-pv-claim',
            },
          },
        },
      ])
      const patched = machine.takeCalls().filter((call) => call.includes(' patch '))
      expect(patched.map((call) => call.split(' ')[4])).toEqual(['pvc-1', 'free'])
    },
    TIMEOUT,
  )

  it(
    'lets folders go with their claims where data need not be kept',
    async () => {
      machine.remove()
      machine = new Machine({ keepData: false })
      machine.putScript('kaapana-report', machineScripts(machine.paths).report ?? '')
      machine.put('mounted', '')
      machine.put('volumes.json', JSON.stringify({ items: [volume('pvc-1')] }))
      expect(await machine.run('kaapana-report')).toBe(0)
      expect(existsSync(map())).toBe(true)
      expect(machine.takeCalls().filter((call) => call.includes(' patch '))).toEqual([])
    },
    TIMEOUT,
  )

  it(
    'keeps the map it has when the cluster has no volumes, and a new cluster gets them from it',
    async () => {
      machine.put('mounted', '')
      machine.put('volumes.json', JSON.stringify({ items: [volume('pvc-1'), volume('pvc-2')] }))
      await machine.run('kaapana-report')
      const before = readFileSync(map(), 'utf8')
      machine.put('volumes.json', JSON.stringify({ items: [] }))
      await machine.run('kaapana-report')
      expect(readFileSync(map(), 'utf8')).toBe(before)

      machine.put('volumes.json', JSON.stringify({ items: [volume('pvc-2')] }))
      machine.want(wanted())
      expect(await machine.run()).toBe(0)
      const [created] = machine.kept('created') as { items: { metadata: { name: string } }[] }[]
      expect(created?.items.map(({ metadata }) => metadata.name)).toEqual(['pvc-1'])
    },
    TIMEOUT,
  )

  it(
    'sends what alarms watch, as far as there is anything to tell',
    async () => {
      const names = () =>
        (JSON.parse(machine.read('metrics.json')) as { MetricName: string; Value: number }[]).map(
          ({ MetricName, Value }) => [MetricName, Value],
        )
      await machine.run('kaapana-report')
      expect(names()).toEqual([['RootVolumeUsed', expect.any(Number)]])
      machine.put('mounted', '')
      writeFileSync(`${machine.paths.state}/status.json`, '{"state": "failed"}')
      writeFileSync(`${machine.paths.state}/pull-secret`, '')
      const longAgo = Date.now() / 1000 - 11.5 * 3600
      utimesSync(`${machine.paths.state}/pull-secret`, longAgo, longAgo)
      machine.putData('version', '0.6.0\n')
      await machine.run('kaapana-report')
      expect(names()).toEqual([
        ['RootVolumeUsed', expect.any(Number)],
        ['DataVolumeUsed', expect.any(Number)],
        ['PullSecretAge', 11],
        ['InstallationFailed', 1],
      ])
      expect(existsSync(map())).toBe(false)
    },
    TIMEOUT,
  )
})
