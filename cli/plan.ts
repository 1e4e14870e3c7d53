import { writeFileSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import type { Plan } from '../rehearsal/plan/plan.ts'
import { interruptSignal } from './interrupt.ts'
import { createCounter } from './progress.ts'

interface PlanOptions {
  json?: boolean
  html?: string
  against?: string
  manifests?: string
  console?: string
  program: string
  /** Infinity for all. */
  depth: number
}

/** `dataspace plan`: what an environment is going to be, without a cloud and without the Pulumi CLI. */
export function addPlan(program: Command): void {
  program
    .command('plan')
    .description('Show what an environment will be: resources, monthly cost, what is exposed')
    .argument('<environment>', 'name of the stack: the program has a Pulumi.<environment>.yaml')
    .option('--json', 'the whole plan as JSON, for --against and for other programs')
    .option('--html <file>', 'write a page with a picture of the environment and all tables')
    .option('--against <file>', 'compare with an earlier plan, written with --json')
    .option('--manifests <folder>', 'write the Kubernetes objects as YAML, with a kustomization')
    .option('--console <folder>', 'write picture and cost for the console of the service')
    .option('--program <folder>', 'folder of another Pulumi program in TypeScript', '.')
    .option(
      '--depth <levels>',
      'levels of components to open in the tree, 0 for a short one; default: all',
      levels,
      Number.POSITIVE_INFINITY,
    )
    .addHelpText(
      'after',
      `
Nothing is deployed and nothing is asked of a cloud: ids and ARNs are simulated (…sim…, account
123456789012). Encrypted configuration is not decrypted; a placeholder stands for it.

Examples:
  $ dataspace plan dev
  $ dataspace plan prod --depth 0
  $ dataspace plan prod --html plan.html
  $ dataspace plan prod --json > before.json
  $ dataspace plan prod --against before.json
  $ dataspace plan prod --manifests manifests
  $ dataspace plan prod --console plans/prod
  $ dataspace plan dev --program ../their-program`,
    )
    .action(plan)
}

async function plan(environment: string, options: PlanOptions): Promise<void> {
  const { runProgram } = await import('../rehearsal/plan/run-program.ts')
  const counter = createCounter('resources')
  const running = runProgram({
    folder: options.program,
    environment,
    signal: interruptSignal(),
    onResource: counter.update,
  }).finally(counter.stop)
  // What comes after the run is loaded while the program loads its SDKs.
  const [run, { makePlan }] = await Promise.all([running, import('../rehearsal/plan/plan.ts')])
  process.stderr.write(run.output)
  const made = makePlan(run)
  if (options.html !== undefined) await writeHtml(options.html, made)
  if (options.manifests !== undefined) await writeObjects(options.manifests, made)
  if (options.console !== undefined) await writeForConsole(options.console, made)
  if (options.against !== undefined) await compare(options.against, made, options.json === true)
  else await show(made, options)
}

async function show(plan: Plan, { json, depth }: PlanOptions): Promise<void> {
  const { planJson } = await import('../rehearsal/plan/plan.ts')
  const { planText } = await import('../rehearsal/plan/report-text.ts')
  process.stdout.write(json ? planJson(plan) : `${planText(plan, { depth })}\n`)
}

async function writeHtml(file: string, plan: Plan): Promise<void> {
  const { planPage } = await import('../rehearsal/picture/page.ts')
  writeFileSync(file, planPage(plan))
  process.stderr.write(`Wrote ${file}\n`)
}

async function writeForConsole(folder: string, plan: Plan): Promise<void> {
  const { writeConsoleFiles } = await import('../rehearsal/picture/console-files.ts')
  writeConsoleFiles(folder, plan)
  process.stderr.write(`Wrote plan.svg and plan.json to ${folder}\n`)
}

async function writeObjects(folder: string, plan: Plan): Promise<void> {
  const { manifestsOf, writeManifests } = await import('../rehearsal/plan/manifests.ts')
  const manifests = manifestsOf(plan)
  writeManifests(folder, manifests)
  for (const notice of manifests.notices) process.stderr.write(`${notice}\n`)
  process.stderr.write(`Wrote ${manifests.files.length} files to ${folder}\n`)
}

async function compare(file: string, plan: Plan, json: boolean): Promise<void> {
  const { comparePlans } = await import('../rehearsal/plan/compare.ts')
  const { comparisonText } = await import('../rehearsal/plan/comparison-text.ts')
  const { readPlan } = await import('../rehearsal/plan/read-plan.ts')
  const comparison = comparePlans(readPlan(file), plan)
  const text = json ? JSON.stringify(comparison, null, 2) : comparisonText(comparison)
  process.stdout.write(`${text}\n`)
}

function levels(text: string): number {
  if (text === 'all') return Number.POSITIVE_INFINITY
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError("Give a whole number or 'all'.")
  return Number(text)
}
