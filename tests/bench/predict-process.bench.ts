import { RandomForestClassifier } from 'ml-random-forest'
import { FEATURES, type Feature, type FeatureRow } from '../../app/forest/features.ts'
import { createPredictor } from '../../app/forest/predictor.ts'
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

/** Microseconds that each piece of work took a stay: the median over repeats. */
function timed(repeats: number, perRun: number, work: () => unknown): number {
  const times: number[] = []
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const started = performance.now()
    work()
    times.push(((performance.now() - started) * 1000) / perRun)
  }
  return median(times)
}

function measure({ quick, progress }: BenchContext): BenchRow[] {
  const bytes = modelBytes()
  const model = readModel(bytes)
  const rows = stays(2000, 1)
  const thousand = rows.slice(0, 1000)
  const vectors = thousand.map(vectorOf)
  const columns = columnsOf(thousand)
  const repeats = quick ? 5 : 40

  progress('own predictor')
  const predictors = Array.from({ length: repeats + 1 }, () => createPredictor(model))
  const all = (predictor = predictors[0]) => rows.map((row) => predictor?.predict(row).probability)
  all() // the first pass is compiled while it runs; it is a warm-up of code, not of answers
  const unseen = predictors.slice(1).values()
  const first = timed(repeats, rows.length, () => all(unseen.next().value))
  const again = timed(repeats, rows.length, () => all())
  const [own] = predictors
  if (own === undefined) throw new Error('No predictor was made')
  const score = timed(repeats, 1000, () => vectors.map((vector) => own.score(vector)))
  const batch = timed(repeats, 1000, () => own.scoreMany(columns))
  const thousandMs = median(
    Array.from({ length: repeats }, () => {
      const fresh = createPredictor(model)
      const started = performance.now()
      for (const row of thousand) fresh.predict(row)
      return performance.now() - started
    }),
  )

  progress("ml-random-forest's predict")
  const peer = RandomForestClassifier.load(JSON.parse(new TextDecoder().decode(bytes)))
  const few = vectors.slice(0, quick ? 50 : 500)
  const peerSingle = timed(Math.min(repeats, 15), few.length, () =>
    few.map((vector) => peer.predict([vector])),
  )
  const peerBatch = timed(Math.min(repeats, 15), 1000, () => peer.predict(vectors))
  const times = (value: number): string => `${value.toFixed(2)} µs`
  return [
    {
      name: 'One prediction with its explanation, stay not seen before',
      measured: first,
      unit: 'µs',
      target: atMost(10),
      notes: `median of ${repeats} passes over ${rows.length} different stays, a new predictor for each pass`,
    },
    { name: 'The same, stay seen before', measured: again, unit: 'µs' },
    {
      name: '1,000 predictions with their explanations',
      measured: thousandMs,
      unit: 'ms',
      target: atMost(10),
      notes: `one by one, none seen before; scores alone in one call: ${batch.toFixed(2)} ms`,
    },
    {
      name: "Prediction with explanation against ml-random-forest's predict, one stay",
      measured: peerSingle / first,
      unit: 'x',
      target: atLeast(8),
      notes: `${times(first)} against ${times(peerSingle)}, the same model file`,
    },
    {
      name: "Score against ml-random-forest's predict, one stay",
      measured: peerSingle / score,
      unit: 'x',
      target: atLeast(8),
      notes: `${times(score)} against ${times(peerSingle)}; the score alone, the work that predict does`,
    },
    {
      name: "Scores of 1,000 stays against ml-random-forest's predict",
      measured: peerBatch / batch,
      unit: 'x',
      target: atLeast(8),
      notes: `${times(batch)} a stay against ${times(peerBatch)}`,
    },
  ]
}

/** The predictor in process, against the library whose file format it reads. */
export const bench: Bench = {
  name: 'predict-process',
  title: 'Predictions in process',
  run: async (context) => measure(context),
}
