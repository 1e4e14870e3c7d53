import { encodeCells } from '../../app/forest/cells.ts'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { growForest } from '../../app/forest/grow-forest.ts'
import { readTable } from '../../app/forest/read-table.ts'
import { generatedTable } from './generated-table.ts'

/**
 * Fits one forest in a process of its own and prints its times as JSON.
 * `node train-once.ts FILE` reads a table, `node train-once.ts --rows N SPREAD` generates one.
 * The fit is what scikit-learn's is: from the columns to the grown trees, here with the out-of-bag
 * scores that calibration needs on top.
 */
const [source, count, spread] = process.argv.slice(2)
if (source === undefined) throw new Error('Use: train-once.ts FILE, or --rows N clustered|even')
const table =
  source === '--rows'
    ? generatedTable(Number(count), spread === 'even' ? 'even' : 'clustered')
    : await readTable(source)

const cpu = process.cpuUsage()
const wall = performance.now()
const cells = encodeCells(
  table,
  Uint32Array.from({ length: table.rows }, (_, row) => row),
)
const { forest } = growForest(cells, parseForestSettings({}))
const fitWallMs = performance.now() - wall
const { user, system } = process.cpuUsage(cpu)

const whole = process.resourceUsage()
process.stdout.write(
  JSON.stringify({
    rows: table.rows,
    cells: cells.count,
    nodes: forest.feature.length,
    fitWallMs,
    fitCpuMs: (user + system) / 1000,
    processCpuMs: (whole.userCPUTime + whole.systemCPUTime) / 1000,
    peakMb: (whole.maxRSS * 1024) / 1e6,
  }),
)
