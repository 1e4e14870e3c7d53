import { readFileSync } from 'node:fs'
import { atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { closedLoop } from './closed-loop.ts'
import { PREDICT_PATH, predictBodies } from './predict-bodies.ts'
import { type ServiceHome, type ServiceProcess, withService } from './service-process.ts'

/** A figure of /proc/PID/status in MB: VmRSS is resident now, VmHWM the most it ever was. */
function memoryMb(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
  if (kibibytes === undefined) throw new Error(`/proc/${pid}/status has no ${field}`)
  return (Number(kibibytes) * 1024) / 1e6
}

async function measure(
  service: ServiceProcess,
  home: ServiceHome,
  { quick, progress }: BenchContext,
): Promise<BenchRow[]> {
  const bodies = predictBodies(1000)
  let predictions = 0
  const predictUntil = async (count: number) => {
    while (predictions < count) {
      const url = service.url + PREDICT_PATH
      const load = await closedLoop({ url, apiKey: home.apiKey, bodies, seconds: quick ? 1 : 5 })
      if (load.failures > 0) throw new Error(`${load.failures} predictions failed under load`)
      predictions += load.answers
      progress(`${predictions} predictions, ${memoryMb(service.pid, 'VmRSS').toFixed(0)} MB`)
    }
  }
  const atStart = memoryMb(service.pid, 'VmRSS')
  await predictUntil(quick ? 1000 : 100_000)
  const first = { predictions, memory: memoryMb(service.pid, 'VmRSS') }
  await predictUntil(first.predictions + (quick ? 4000 : 400_000))
  const last = memoryMb(service.pid, 'VmRSS')
  const peak = memoryMb(service.pid, 'VmHWM')
  return [
    { name: 'Resident memory when ready', measured: atStart, unit: 'MB' },
    {
      name: 'Resident memory after 100,000 predictions',
      measured: first.memory,
      unit: 'MB',
      target: atMost(250),
      notes: `after ${first.predictions} predictions`,
    },
    {
      name: 'Growth over the next 400,000',
      measured: last - first.memory,
      unit: 'MB',
      target: atMost(50),
      notes: `${last.toFixed(0)} MB after ${predictions} predictions; peak ${peak.toFixed(0)} MB`,
    },
  ]
}

/** Resident memory of the service under load. Needs Linux: it reads /proc. */
export const bench: Bench = {
  name: 'memory',
  title: 'Memory',
  run: (context) => withService((service, home) => measure(service, home, context)),
}
