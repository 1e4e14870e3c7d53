import { Command, CommanderError } from 'commander'
import { addAudit } from './audit.ts'
import { addDrift } from './drift.ts'
import { addEvaluate } from './evaluate.ts'
import { EXIT } from './exit-codes.ts'
import { addFederate } from './federate.ts'
import { addKaapana } from './kaapana.ts'
import { addMigrate } from './migrate.ts'
import { addPipeline } from './pipeline.ts'
import { addPlan } from './plan.ts'
import { addPredict } from './predict.ts'
import { addPromote } from './promote.ts'
import { addRehearse } from './rehearse.ts'
import { reportFailure } from './report-failure.ts'
import { addServe } from './serve.ts'
import { addTrain } from './train.ts'

// The reader of our output (`| head`) has seen enough: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const program = new Command('dataspace')
  .description('HealthAlliance DataSpace: readmission predictions for a network of hospitals.')
  .showHelpAfterError('Run with --help for the options.')
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes: 0 done · 1 what was checked is not in order · 2 wrong call or input, nothing done ·
3 something needed is missing or failed · 130 interrupted.

Examples:
  $ dataspace serve
  $ dataspace train --data encounters.csv --output model.json
  $ dataspace evaluate --data encounters.csv --model model.json --report report.html
  $ dataspace federate --data encounters.csv
  $ dataspace audit verify
  $ dataspace migrate
  $ dataspace plan dev
  $ dataspace rehearse dev
  $ dataspace kaapana plan --source ../kaapana`,
  )

const SERVICE = [
  addServe,
  addTrain,
  addEvaluate,
  addPredict,
  addAudit,
  addMigrate,
  addPromote,
  addDrift,
  addPipeline,
  addFederate,
]
const PLATFORM = [addPlan, addRehearse, addKaapana]
for (const add of [...SERVICE, ...PLATFORM]) add(program)
for (const command of program.commands) command.exitOverride()

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage
  else process.exitCode = reportFailure(error, process.argv.includes('--json'))
}
