import { createHash } from 'node:crypto'
import { type MachinePaths, machinePaths } from './machine-paths.ts'
import { pullSecretScript } from './scripts/pull-secret-script.ts'
import { reportScript } from './scripts/report-script.ts'
import { stepsScript } from './scripts/steps-script.ts'

/** Scripts that the machine fetches, by name. Together they are too long for user data. */
export const machineScripts = (
  paths: MachinePaths = machinePaths(),
): Readonly<Record<string, string>> => ({
  steps: stepsScript(paths),
  'pull-secret': pullSecretScript(paths),
  report: reportScript(paths),
})

/**
 * The scripts as a document of Systems Manager, which costs nothing and takes 64 kB.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
 */
export const scriptsDocument = (scripts: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    schemaVersion: '2.2',
    description: 'Scripts that a machine with Kaapana fetches. Not made to be run from here.',
    mainSteps: Object.entries(scripts).map(([name, script]) => ({
      action: 'aws:runShellScript',
      name,
      inputs: { runCommand: [script.trimEnd()] },
    })),
  })

/** SHA-256 of each script as the machine writes it, for the parameter that says what is wanted. */
export const scriptDigests = (
  scripts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(scripts).map(([name, script]) => [
      name,
      createHash('sha256').update(`${script.trimEnd()}\n`).digest('hex'),
    ]),
  )
