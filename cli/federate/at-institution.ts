import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { InstitutionJob } from '../../app/federation/institution.ts'
import { createProgress } from '../progress.ts'
import { positiveNumber } from './numbers.ts'

interface Options {
  contract: string
  institution: string
  data: string
  output: string
  ledger?: string
  budget?: number
  key?: string
  json?: boolean
}

/** What institutions run: `train` and `judge`. */
export function addInstitutionCommands(federate: Command): void {
  withOptions(federate.command('train').description('At an institution: train its contribution'))
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace federate train --contract contract.json --institution ukhd --data stays.csv --output ukhd.json`,
    )
    .action(async (options: Options) => {
      const { trainInstitution } = await import('../../app/federation/institution.ts')
      const progress = createProgress(options.json === true)
      const { stays, readmitted, sha256 } = await trainInstitution({
        ...(await jobOf(options)),
        onProgress: (fraction) => progress.update(fraction, 'training'),
      }).finally(() => progress.stop())
      const { output } = options
      if (options.json) console.log(JSON.stringify({ output, stays, readmitted, sha256 }))
      else
        console.log(`${output}: about ${stays} stays, ${readmitted} readmitted\nsha256 ${sha256}`)
    })
  withOptions(federate.command('judge').description('At an institution: judge what was merged'))
    .requiredOption('--draft <file>', 'what the coordinator merged')
    .addHelpText(
      'after',
      `
Examples:
  $ dataspace federate judge --contract contract.json --draft draft.json --institution ukhd \\
      --data stays.csv --output ukhd-judgement.json`,
    )
    .action(async (options: Options & { draft: string }) => {
      const { judgeAtInstitution } = await import('../../app/federation/institution.ts')
      const job = { ...(await jobOf(options)), draft: options.draft }
      const { sha256 } = await judgeAtInstitution(job)
      const { output } = options
      console.log(options.json ? JSON.stringify({ output, sha256 }) : `${output}\nsha256 ${sha256}`)
    })
}

const withOptions = (command: Command): Command =>
  command
    .requiredOption('--contract <file>', 'what all sides have agreed on')
    .requiredOption('--institution <id>', 'id of this institution in the contract')
    .requiredOption('--data <file>', 'CSV table of this institution; docs/data.md has its columns')
    .requiredOption('--output <file>', 'file to write: all that leaves the institution')
    .option('--ledger <file>', 'private mode: where spent epsilon is written')
    .option('--budget <n>', 'most epsilon a patient may cost in all', positiveNumber)
    .option('--key <file>', 'Ed25519 key in PEM, to sign with')
    .option('--json', 'the result as JSON on standard output')

async function jobOf(options: Options): Promise<InstitutionJob> {
  const { contract, institution, data, output, ledger, budget, key } = options
  const privateKey = key === undefined ? undefined : await readFile(key, 'utf8')
  return { contract, institution, data, output, ledger, budget, privateKey }
}
