import { join } from 'node:path'
import { extractFeatures } from '../../app/features/extract-features.ts'
import { EXTRACT_TYPES } from './generated-extract.ts'

/**
 * Makes one table in a process of its own and prints its times and peak memory as JSON.
 * `node extract-once.ts FOLDER OUTPUT`.
 */
const [folder, output] = process.argv.slice(2)
if (folder === undefined || output === undefined)
  throw new Error('Use: extract-once.ts FOLDER OUTPUT')
const started = performance.now()
const report = await extractFeatures({
  sources: [
    { institution: 'dkfz', files: EXTRACT_TYPES.map((type) => join(folder, `${type}.ndjson`)) },
  ],
  output,
  temporary: folder,
})
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
process.stdout.write(
  JSON.stringify({
    rows: report.rows,
    wallMs: performance.now() - started,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    peakMb: (maxRSS * 1024) / 1e6,
  }),
)
