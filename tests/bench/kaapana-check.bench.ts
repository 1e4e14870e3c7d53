import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../cli/run-command.ts'
import { type KaapanaDouble, startDouble } from '../kaapana/double/start-double.ts'
import { atMost, type Bench } from './bench.ts'
import { median } from './quantile.ts'

const RUNS = 5

/** Writes the process's largest memory at its end, in kB. */
const PEAK =
  'process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS+"\\n"))'

interface Run {
  readonly seconds: number
  readonly peakMb: number
  readonly checks: number
}

async function checkOnce(double: KaapanaDouble, folder: string): Promise<Run> {
  const { baseUrl, httpPort, credentials } = double
  const ca = join(folder, 'ca.pem')
  const args = ['kaapana', 'check', baseUrl.origin, '--ca', ca, '--http-port', String(httpPort)]
  const started = performance.now()
  const { code, stdout, stderr } = await runCommand([...args, '--json'], {
    NODE_OPTIONS: `--import=${join(folder, 'peak.mjs')}`,
    KAAPANA_PASSWORD: credentials.password,
    KAAPANA_CLIENT_SECRET: credentials.clientSecret,
  })
  const seconds = (performance.now() - started) / 1000
  if (code !== 0) throw new Error(`dataspace kaapana check ended with ${code}: ${stderr}`)
  const { results } = JSON.parse(stdout) as { results: { outcome: string }[] }
  const kilobytes = Number(/peak (\d+)/.exec(stderr)?.[1])
  const checks = results.filter(({ outcome }) => outcome === 'passed').length
  return { seconds, peakMb: (kilobytes * 1024) / 1e6, checks }
}

/** `dataspace kaapana check` of a healthy Kaapana, played by a double on the same machine. */
export const bench: Bench = {
  name: 'kaapana-check',
  title: 'Checks of a running Kaapana',
  run: async ({ quick, progress }) => {
    const folder = mkdtempSync(join(tmpdir(), 'kaapana-bench-'))
    const double = await startDouble()
    writeFileSync(join(folder, 'ca.pem'), double.certificate.cert)
    writeFileSync(join(folder, 'peak.mjs'), PEAK)
    const runs: Run[] = []
    try {
      for (let run = 0; run < (quick ? 1 : RUNS); run += 1) {
        runs.push(await checkOnce(double, folder))
        progress(`${runs.at(-1)?.checks} checks in ${runs.at(-1)?.seconds.toFixed(2)} s`)
      }
    } finally {
      await double.stop()
      rmSync(folder, { recursive: true, force: true })
    }
    const times = runs.map(({ seconds }) => seconds)
    return [
      {
        name: 'dataspace kaapana check of a healthy host',
        measured: median(times),
        unit: 's',
        target: atMost(15),
        notes: `whole command, ${runs[0]?.checks} checks passed, median of ${times.length}; longest ${Math.max(...times).toFixed(2)} s; double on the same machine`,
      },
      {
        name: 'Peak memory of the command',
        measured: Math.max(...runs.map(({ peakMb }) => peakMb)),
        unit: 'MB',
        target: atMost(200),
        notes: `resident, most of ${times.length}`,
      },
    ]
  },
}
