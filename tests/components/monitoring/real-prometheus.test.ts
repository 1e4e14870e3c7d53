import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMetrics } from '../../../app/metrics/metrics.ts'
import { BOARDS } from '../../../components/monitoring/dashboards/dashboard-files.ts'
import { prometheusConfig } from '../../../components/monitoring/prometheus-config.ts'
import { ruleFiles, ruleGroups } from '../../../components/monitoring/rules/rule-groups.ts'
import { until } from '../../until.ts'
import { EXPOSITION } from './exposition.ts'
import { hasProgram } from './programs.ts'

/** The service's own metrics after some traffic of two institutions. */
function serviceMetrics() {
  const metrics = createMetrics()
  const { requests, duration, predictions, predictionDuration, confidence } = metrics
  for (const status of [200, 503])
    requests.inc({ method: 'POST', endpoint: '/api/v1/predict', status }, 10)
  duration.observe({ method: 'POST', endpoint: '/api/v1/predict' }, 0.01)
  predictions.inc({ status: 'success', risk_level: 'LOW' })
  predictions.inc({ status: 'error', risk_level: 'LOW' })
  predictionDuration.observe(0.01)
  confidence.observe(0.9)
  metrics.model.set({ name: 'readmission', version: '3', sha256: 'ab' }, 1)
  for (const institution of ['dkfz', 'ukhd']) {
    metrics.institutionPredictions.inc({ institution, risk_level: 'LOW' })
    metrics.institutionPredictions.inc({ institution, risk_level: 'HIGH' })
    metrics.outcomes.inc({ institution, result: 'recorded' })
    metrics.calibrationSlope.set({ institution }, 0.7)
    for (const kind of ['features', 'calibration'])
      metrics.driftDetected.set({ institution, kind }, 1)
    metrics.driftCases.set({ institution, kind: 'served' }, 400)
    for (const feature of ['age', 'gender']) metrics.featurePsi.set({ institution, feature }, 0.3)
  }
  metrics.driftChecked.set(1.7e9)
  metrics.auditChainIntact.set(0)
  metrics.auditChainChecked.set(1.7e9)
  metrics.modelSourceHealthy.set(0)
  metrics.modelReloads.inc({ result: 'success' })
  return metrics
}

/** Serves two replicas and the exporters of a cluster, each under its path. */
async function startExporters() {
  const { registry, requests } = serviceMetrics()
  const server = createServer((_, response) => {
    // Shares of requests exist only while there are some.
    requests.inc({ method: 'POST', endpoint: '/api/v1/predict', status: 200 })
    registry.metrics().then((text) => response.end(`${text}${EXPOSITION}`))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Answered {
  readonly status: string
  readonly error?: string
  readonly data: {
    readonly result: readonly { readonly value: readonly [number, string] }[]
    readonly groups: readonly { readonly rules: readonly { name: string; health: string }[] }[]
  }
}

describe.skipIf(!hasProgram('promtool'))(
  'a real Prometheus that scrapes the service’s metrics',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dataspace-prometheus-'))
    let prometheus: ChildProcess
    let exporters: Awaited<ReturnType<typeof startExporters>>
    let url = ''
    const ask = async (path: string): Promise<Answered> =>
      (await (await fetch(`${url}/api/v1/${path}`)).json()) as Answered

    beforeAll(async () => {
      exporters = await startExporters()
      mkdirSync(join(folder, 'rules'))
      for (const [name, text] of Object.entries(ruleFiles()))
        writeFileSync(join(folder, 'rules', name), text)
      const config = prometheusConfig({
        targets: { 'prediction-service': [exporters.address] },
        alertmanagers: [],
        rules: 'rules/*.yaml',
        everySeconds: 1,
      })
      writeFileSync(join(folder, 'prometheus.yaml'), config)
      const address = `127.0.0.1:${await freePort()}`
      url = `http://${address}`
      prometheus = spawn(
        'prometheus',
        [
          '--config.file=prometheus.yaml',
          '--storage.tsdb.path=data',
          `--web.listen-address=${address}`,
        ],
        { cwd: folder, stdio: 'ignore' },
      )
      await until('Prometheus has scraped', async () => {
        const found = await ask('query?query=up').catch(() => undefined)
        return found?.data.result.find(({ value }) => value[1] === '1')
      })
    })

    afterAll(async () => {
      prometheus.kill()
      await once(prometheus, 'exit')
      exporters.server.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it('evaluates every rule without an error', async () => {
      const rules = async () => (await ask('rules')).data.groups.flatMap((group) => group.rules)
      const all = await until('every rule was evaluated', async () => {
        const found = await rules()
        return found.every(({ health }) => health !== 'unknown') ? found : undefined
      })
      expect(all).toHaveLength(ruleGroups().flatMap((group) => group.rules).length)
      expect(all.filter(({ health }) => health !== 'ok')).toEqual([])
    })

    it('has an answer for every panel', async () => {
      const queries = BOARDS.flatMap(({ rows }) => rows.flat().flatMap((panel) => panel.queries))
      const asked = queries.map(({ expr }) =>
        expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$(namespace|institution)/g, '.*'),
      )
      // Rates need two scrapes, and records are written after them.
      await until('a share of requests is recorded', async () => {
        const seen = await ask('query?query=job:http_request_errors:ratio_rate5m')
        return seen.data.result[0]
      })
      for (const query of asked) {
        const { status, error, data } = await ask(`query?query=${encodeURIComponent(query)}`)
        expect([query, status, error]).toEqual([query, 'success', undefined])
        expect(data.result.length, query).toBeGreaterThan(0)
      }
    })
  },
)
