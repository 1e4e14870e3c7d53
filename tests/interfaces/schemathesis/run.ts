/**
 * Asks everything in the OpenAPI document, as everybody who may knock, and reports what did not hold:
 * `npm run test:api`, or `node tests/interfaces/schemathesis/run.ts --cases 20000 --seed 1`.
 */
import { parseArgs } from 'node:util'
import { INTERFACES, preparePython } from '../../python/environment.ts'
import { type Figures, runSchemathesis } from './run-schemathesis.ts'
import { startSubject } from './start-subject.ts'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    credential: { type: 'string', multiple: true, default: [] },
  },
})
const [cases, seed] = [Number(values.cases), Number(values.seed)]
if (!(Number.isSafeInteger(cases) && cases >= 1 && Number.isSafeInteger(seed))) {
  process.stderr.write(
    `--cases and --seed must be whole numbers, --cases of at least 1, got ${values.cases} and ${values.seed}\n`,
  )
  process.exit(2)
}
const missing = preparePython(INTERFACES)
if (missing !== undefined) throw new Error(missing)

const say = (text: string): boolean => process.stdout.write(`${text}\n`)
const subject = await startSubject()
try {
  const all: Figures[] = []
  const wanted = subject.credentials.filter(
    ({ name }) => values.credential.length === 0 || values.credential.includes(name),
  )
  const { paths } = (await (await fetch(`${subject.url}/openapi.json`)).json()) as Paths
  const operations = Object.values(paths).flatMap(Object.keys).length
  const examples = Math.ceil(cases / wanted.length / operations)
  say(`${operations} operations, ${wanted.length} credentials, ${examples} examples, seed ${seed}`)
  for (const credential of wanted) {
    const figures = await runSchemathesis(subject, credential, { examples, seed })
    all.push(figures)
    const { operations, seconds, failures, errors } = figures
    const wrong = failures.length + errors.length
    say(
      `${credential.name}: ${figures.cases} cases, ${operations.tested} of ${operations.total} operations, ` +
        `${wrong === 0 ? 'nothing wrong' : `${wrong} kinds of failure`}, ${seconds.toFixed(0)} s`,
    )
    if (wrong > 0) say(figures.text)
  }
  const sum = (of: (figures: Figures) => number) => all.reduce((total, one) => total + of(one), 0)
  const wrong = sum(({ failures, errors }) => failures.length + errors.length)
  const made = sum((one) => one.cases)
  say(`${made} cases in ${sum(({ seconds }) => seconds).toFixed(0)} s, ${wrong} kinds of failure`)
  if (wrong > 0 || made < cases) process.exitCode = 1
} finally {
  await subject.close()
}

interface Paths {
  paths: Record<string, object>
}
