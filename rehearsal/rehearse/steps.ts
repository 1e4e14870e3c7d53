import { type Fault, FaultKind, FaultPlan } from '../providers/faults.ts'
import { countChanges } from './engine-events.ts'
import { changesOf, failuresOf, judgeChange } from './judge.ts'
import type { RehearsalProblem } from './rehearsal-report.ts'
import type { SettingChange } from './rehearsal-settings.ts'
import { type CommandResult, runAttached, runPlain, type Stage } from './run-pulumi.ts'
import { stateResources } from './stack-state.ts'

/** What a step found. */
export interface Finding {
  readonly changes?: Readonly<Record<string, number>>
  readonly notes?: readonly string[]
  readonly problems: readonly RehearsalProblem[]
}

const APPROVED = ['--yes', '--skip-preview']

/** Makes the stack in the temporary backend, with placeholders for encrypted settings. */
export async function initialise(stage: Stage, secretKeys: readonly string[]): Promise<Finding> {
  const { environment } = stage
  const made = await runPlain(stage, ['stack', 'init', environment, '--non-interactive'])
  const problems = failuresOf(made)
  for (const key of problems.length > 0 ? [] : secretKeys)
    problems.push(...failuresOf(await setting(stage, { key, value: 'rehearsal' }, '--secret')))
  return { problems }
}

/** `preview`: the program runs and its plan holds. */
export async function preview(stage: Stage): Promise<Finding> {
  const result = await runAttached(stage, ['preview'])
  return { changes: countChanges(result.events), problems: failuresOf(result) }
}

/** `preview` of an environment that is as its settings say. */
export async function previewAgain(stage: Stage): Promise<Finding> {
  const result = await runAttached(stage, ['preview', '--expect-no-changes'])
  return { changes: countChanges(result.events), problems: changesOf(result) }
}

/** `up` to the end. */
export async function up(stage: Stage): Promise<Finding> {
  const result = await runAttached(stage, ['up', ...APPROVED])
  return { changes: countChanges(result.events), problems: failuresOf(result) }
}

/** `up` in which a fault strikes: it has to fail, and to say where. */
export async function upWithFault(stage: Stage, fault: Fault): Promise<Finding> {
  const plan = new FaultPlan(fault)
  const result = await runAttached(stage, ['up', ...APPROVED], plan)
  const struck = plan.happenedAt
  if (struck === undefined)
    return { problems: [{ resource: '', message: 'no creation came that the fault is meant for' }] }
  const what = fault.kind === FaultKind.Partial ? 'made half-way' : 'connection lost'
  const notes = [`${what}: ${struck.split('::').slice(2).join(' ')}`]
  const problems = result.ok
    ? [{ resource: struck, message: 'up went well although this creation failed' }]
    : []
  return { changes: countChanges(result.events), notes, problems }
}

/** A change of settings: a preview that must show updates only, then `up`. */
export async function changeSettings(
  stage: Stage,
  changes: readonly SettingChange[],
  onlyUpdates: boolean,
): Promise<Finding> {
  const notes = changes.map(({ key, value }) => `${key}: ${value}`)
  const refused = await applySettings(stage, changes)
  if (refused.length > 0) return { notes, problems: refused }
  const planned = await runAttached(stage, ['preview'])
  const verdict = judgeChange(planned, onlyUpdates)
  const counts = countChanges(planned.events)
  const told = [...notes, ...verdict.notes]
  if (verdict.problems.length > 0)
    return { changes: counts, notes: told, problems: verdict.problems }
  const done = await runAttached(stage, ['up', ...APPROVED])
  return { changes: counts, notes: told, problems: failuresOf(done) }
}

/** `refresh`: what the cloud holds is what the state says. */
export async function refresh(stage: Stage): Promise<Finding> {
  const result = await runAttached(stage, ['refresh', ...APPROVED, '--expect-no-changes'])
  return { changes: countChanges(result.events), problems: changesOf(result) }
}

/**
 * `destroy` of a protected environment: it has to fail, and what is protected has to stay. What is
 * neither protected nor needed by it goes all the same; the next `up` brings it back.
 */
export async function refusedDestroy(stage: Stage): Promise<Finding> {
  const marked = (await stateResources(stage)).filter(({ protect }) => protect === true)
  const before = stage.cloud.objects.length
  const result = await runAttached(stage, ['destroy', ...APPROVED])
  const left = new Set(stage.cloud.objects.map(({ urn }) => urn))
  const lost = marked.filter(({ urn, custom }) => custom === true && !left.has(urn))
  // A provider is configuration: the engine drops it once nothing uses it, marked or not.
  const kept = lost.filter(({ type }) => !type.startsWith('pulumi:providers:'))
  const problems = kept.map(({ urn }) => ({ resource: urn, message: 'protected, and yet deleted' }))
  if (result.ok)
    problems.push({ resource: '', message: 'destroy went well although resources are protected' })
  const gone = before - left.size
  const notes = [
    `${marked.length} protected resources stay; ${gone} resources that are neither protected nor ` +
      'needed by one are gone (Pulumi deletes what it can), and come back with the next up',
  ]
  return { notes, problems }
}

/** What a person does first: settings without protection and `up`; then the marks in the state. */
export async function unprotect(stage: Stage, changes: readonly SettingChange[]): Promise<Finding> {
  const notes = changes.map(({ key, value }) => `pulumi config set ${key} ${value}; pulumi up`)
  const problems = await applySettings(stage, changes)
  const done = changes.length > 0 ? await runAttached(stage, ['up', ...APPROVED]) : undefined
  if (done) problems.push(...failuresOf(done))
  const left = (await stateResources(stage)).filter(({ protect }) => protect === true)
  if (left.length > 0 && problems.length === 0) {
    notes.push('pulumi state unprotect --all')
    const args = ['state', 'unprotect', '--all', '--yes', '--stack', stage.environment]
    problems.push(...failuresOf(await runPlain(stage, args)))
  }
  return { changes: done ? countChanges(done.events) : {}, notes, problems }
}

/** `destroy` to nothing: neither in the state nor in the cloud is anything left. */
export async function destroy(stage: Stage): Promise<Finding> {
  const retained = new Set(
    (await stateResources(stage))
      .filter(({ retainOnDelete }) => retainOnDelete === true)
      .map(({ urn }) => urn),
  )
  const result = await runAttached(stage, ['destroy', ...APPROVED])
  const problems = failuresOf(result)
  const inState = problems.length > 0 ? [] : await stateResources(stage)
  problems.push(...inState.map(({ urn }) => ({ resource: urn, message: 'still in the state' })))
  const inCloud = problems.length > 0 ? [] : stage.cloud.objects
  for (const { urn, id } of inCloud)
    if (!retained.has(urn)) problems.push({ resource: urn, message: `still in the cloud: ${id}` })
  const notes = retained.size > 0 ? [`${retained.size} resources are kept on purpose`] : []
  return { changes: countChanges(result.events), notes, problems }
}

async function applySettings(
  stage: Stage,
  changes: readonly SettingChange[],
): Promise<RehearsalProblem[]> {
  const problems: RehearsalProblem[] = []
  for (const change of changes) problems.push(...failuresOf(await setting(stage, change)))
  return problems
}

function setting(
  stage: Stage,
  { key, value }: SettingChange,
  kind = '--plaintext',
): Promise<CommandResult> {
  const { environment, workspace } = stage
  const where = ['--stack', environment, '--config-file', workspace.configFile]
  return runPlain(stage, ['config', 'set', '--path', kind, ...where, '--', key, value])
}
