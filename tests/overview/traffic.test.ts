import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMetrics } from '../../app/metrics/metrics.ts'
import { latencyOf } from '../../app/overview/latency.ts'
import { readTraffic } from '../../app/overview/traffic.ts'

/** What Prometheus answers to the two questions; an answer of its API, with figures of this test. */
const vector = (result: object[]) => ({ status: 'success', data: { resultType: 'vector', result } })
const sample = (metric: object, value: string) => ({ metric, value: [1, value] })

describe('traffic', () => {
  let server: Server
  let url: string
  const asked: string[] = []
  let known = true
  beforeAll(async () => {
    server = createServer((request, response) => {
      const query = new URL(request.url ?? '', 'http://x').searchParams.get('query') ?? ''
      asked.push(query)
      const answer = query.includes('by (le)')
        ? [
            sample({ le: '0.05' }, '90'),
            sample({ le: '+Inf' }, '100'),
            sample({ le: '0.01' }, '50'),
          ]
        : [
            sample({ status: '200' }, '95.4'),
            sample({ status: '404' }, '3'),
            sample({ status: '503' }, '2'),
          ]
      response.end(JSON.stringify(vector(known ? answer : [])))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

  const ownMetrics = () => {
    const metrics = createMetrics()
    const { requests, duration } = metrics
    for (const [status, seconds] of [
      [200, 0.001],
      [200, 0.03],
      [429, 0.03],
      [500, 9],
    ] as const) {
      requests.inc({ method: 'GET', endpoint: '/', status })
      duration.observe({ method: 'GET', endpoint: '/' }, seconds)
    }
    return metrics
  }

  it('is that of this process without Prometheus, and says so', async () => {
    expect(await readTraffic(ownMetrics(), undefined)).toMatchObject({
      source: 'process',
      requests: 4,
      client_errors: 1,
      server_errors: 1,
      latency: [
        { quantile: 0.5, at_most_seconds: 0.05 },
        { quantile: 0.95, at_most_seconds: null },
        { quantile: 0.99, at_most_seconds: null },
      ],
    })
  })

  it('is that of all replicas where Prometheus knows them', async () => {
    expect(await readTraffic(ownMetrics(), url)).toMatchObject({
      source: 'prometheus',
      requests: 100,
      client_errors: 3,
      server_errors: 2,
      latency: [
        { quantile: 0.5, at_most_seconds: 0.01 },
        { quantile: 0.95, at_most_seconds: null },
        { quantile: 0.99, at_most_seconds: null },
      ],
    })
    expect(asked.every((query) => query.includes('on (job, instance) model_info'))).toBe(true)
  })

  it('is that of this process where Prometheus is down or knows nothing of it', async () => {
    known = false
    expect((await readTraffic(ownMetrics(), url)).source).toBe('process')
    expect((await readTraffic(ownMetrics(), 'http://127.0.0.1:9')).source).toBe('process')
  })

  it('has no latency without requests', () => {
    expect(latencyOf([{ below: 1, requests: 0 }])).toEqual([])
  })
})
