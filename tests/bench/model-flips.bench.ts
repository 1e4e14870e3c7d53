import { ModelFileError } from '../../app/forest/model-file-error.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { atMost, type Bench, type BenchRow } from './bench.ts'
import { modelBytes } from './model-bytes.ts'
import { quantile } from './quantile.ts'
import { randomNumbers, wholeNumber } from './random.ts'

const SEED = 10

/** Reads damaged bytes: whether they were accepted, whether the refusal gave a reason, and how long. */
function tryReading(bytes: Uint8Array): { accepted: boolean; reasoned: boolean; ms: number } {
  const started = performance.now()
  try {
    readModel(bytes)
    return { accepted: true, reasoned: false, ms: performance.now() - started }
  } catch (error) {
    const reasoned = error instanceof ModelFileError
    return { accepted: false, reasoned, ms: performance.now() - started }
  }
}

function rows(flips: number): BenchRow[] {
  const bytes = modelBytes()
  readModel(bytes)
  const random = randomNumbers(SEED)
  const outcomes = Array.from({ length: flips }, () => {
    const place = wholeNumber(random, 0, bytes.length - 1)
    const bit = 1 << wholeNumber(random, 0, 7)
    bytes[place] = (bytes[place] ?? 0) ^ bit
    const outcome = tryReading(bytes)
    bytes[place] = (bytes[place] ?? 0) ^ bit
    return outcome
  })
  readModel(bytes)
  return [
    {
      name: `Accepted of ${flips.toLocaleString('en')} bit flips in the model file`,
      measured: outcomes.filter(({ accepted }) => accepted).length,
      unit: '',
      target: atMost(0),
      notes: `one random bit each of ${bytes.length.toLocaleString('en')} bytes, seed ${SEED}; the file itself is accepted before and after`,
    },
    {
      name: 'Refused without a reason',
      measured: outcomes.filter(({ accepted, reasoned }) => !accepted && !reasoned).length,
      unit: '',
      target: atMost(0),
    },
    {
      name: 'Time to refuse, p99',
      measured: quantile(
        outcomes.map(({ ms }) => ms),
        0.99,
      ),
      unit: 'ms',
      target: atMost(2000),
    },
  ]
}

/** A model file with one flipped bit is refused, wherever the bit is. */
export const bench: Bench = {
  name: 'model-flips',
  title: 'Damaged model files',
  run: async ({ quick }) => rows(quick ? 50 : 1000),
}
