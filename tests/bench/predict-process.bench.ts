import { RandomForestClassifier } from 'ml-random-forest'
import { FEATURES, type Feature, type FeatureRow } from '../../app/forest/features.ts'
import { createPredictor, type Predictor } from '../../app/forest/predictor.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { atLeast, atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { modelBytes } from './model-bytes.ts'
import { median } from './quantile.ts'
import { randomNumbers, wholeNumber } from './random.ts'

/** Different stays, spread as in the training table. */
function stays(count: number, seed: number): FeatureRow[] {
  const random = randomNumbers(seed)
  const seen = new Map<string, FeatureRow>()
  while (seen.size < count) {
    const stay = {
      age: wholeNumber(random, 0, 100),
      num_conditions: wholeNumber(random, 1, 16),
      num_medications: wholeNumber(random, 1, 60),
      recent_encounters: Math.floor(random() ** 4 * 21),
      gender_encoded: random() < 0.5 ? (0 as const) : (1 as const),
    }
    seen.set(Object.values(stay).join(), stay)
  }
  return [...seen.values()]
}

const vectorOf = (stay: FeatureRow): number[] => FEATURES.map((feature) => stay[feature] ?? 0)

const columnsOf = (rows: readonly FeatureRow[]): Record<Feature, Uint16Array> => {
  const column = (feature: Feature) => Uint16Array.from(rows, (row) => row[feature] ?? 0)
  return {
    age: column('age'),
    num_conditions: column('num_conditions'),
    num_medications: column('num_medications'),
    recent_encounters: column('recent_encounters'),
    gender_encoded: column('gender_encoded'),
  }
}

/** One way of predicting the thousand stays: what is prepared for each run does not count. */
interface Way {
  prepare: () => Predictor
  run: (predictor: Predictor) => unknown
}

/** Median milliseconds of each way, all ways in turn, one more turn first to compile the code. */
function inTurn<Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  turns: number,
): Record<Name, number> {
  const names = Object.keys(ways) as Name[]
  const times = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const name of names) {
      const { prepare, run } = ways[name]
      const predictor = prepare()
      const started = performance.now()
      run(predictor)
      if (turn > 0) times.get(name)?.push(performance.now() - started)
    }
  }
  const medians = names.map((name) => [name, median(times.get(name) ?? [])])
  return Object.fromEntries(medians) as Record<Name, number>
}

const STAYS = stays(1000, 1)
const VECTORS = STAYS.map(vectorOf)
const COLUMNS = columnsOf(STAYS)

const predictAll = (predictor: Predictor): number =>
  STAYS.reduce((sum, stay) => sum + predictor.predict(stay).probability, 0)

/** Milliseconds for the thousand stays, which are microseconds a stay, by the way of asking. */
function measureWays(bytes: Uint8Array, turns: number) {
  const model = readModel(bytes)
  const fresh = () => createPredictor(model)
  const used = fresh()
  const prepare = () => used
  const peer = RandomForestClassifier.load(JSON.parse(new TextDecoder().decode(bytes)))
  const ways = {
    unseen: { prepare: fresh, run: predictAll },
    seen: { prepare, run: predictAll },
    scores: { prepare, run: ({ score }) => VECTORS.map((vector) => score(vector)) },
    peerSingle: { prepare, run: () => VECTORS.map((vector) => peer.predict([vector])) },
    batch: { prepare, run: ({ scoreMany }) => scoreMany(COLUMNS) },
    peerBatch: { prepare, run: () => peer.predict(VECTORS) },
  } satisfies Record<string, Way>
  return inTurn(ways, turns)
}

type Times = ReturnType<typeof measureWays>

function ownRows(times: Times, turns: number): BenchRow[] {
  return [
    {
      name: 'One prediction with its explanation',
      measured: times.unseen,
      unit: 'µs',
      target: atMost(10),
      notes: `median of ${turns} turns over ${STAYS.length} different stays, a new predictor for each turn: none seen before`,
    },
    { name: 'The same for a stay seen before', measured: times.seen, unit: 'µs' },
    {
      name: '1,000 predictions with their explanations',
      measured: times.unseen,
      unit: 'ms',
      target: atMost(10),
      notes: `one by one, none seen before; scores alone in one call: ${times.batch.toFixed(2)} ms`,
    },
  ]
}

function against(name: string, own: number, peer: number): BenchRow {
  return {
    name: `${name} against ml-random-forest's predict`,
    measured: peer / own,
    unit: 'x',
    notes: `${own.toFixed(2)} µs against ${peer.toFixed(2)} µs a stay, the same model file`,
  }
}

function measure({ quick, progress }: BenchContext): BenchRow[] {
  const turns = quick ? 3 : 25
  progress(`${turns} turns`)
  const times = measureWays(modelBytes(), turns)
  return [
    ...ownRows(times, turns),
    { ...against('One score', times.scores, times.peerSingle), target: atLeast(8) },
    { ...against('1,000 scores in one call', times.batch, times.peerBatch), target: atLeast(8) },
    against('One prediction with its explanation', times.unseen, times.peerSingle),
    against('One prediction of a stay seen before', times.seen, times.peerSingle),
  ]
}

/** The predictor in process, against the library whose file format it reads. */
export const bench: Bench = {
  name: 'predict-process',
  title: 'Predictions in process',
  run: async (context) => measure(context),
}
