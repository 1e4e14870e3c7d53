import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Plan } from '../../rehearsal/plan/plan.ts'
import { buildPackage, REPOSITORY } from './build.ts'
import { packedConsumer } from './consumer.ts'
import { pluginSchema } from './plugin-schema.ts'

const run = promisify(execFile)
const TSC = join(REPOSITORY, 'node_modules/typescript/bin/tsc')

// One file for all that reads dist/: two at once would build it under each other's feet.
beforeAll(buildPackage, 180_000)

describe('the package as a Pulumi plugin', () => {
  it('offers every Pulumi language the schema under review', async () => {
    const text = `${JSON.stringify(await pluginSchema(REPOSITORY), null, 2)}\n`
    // Reviewed like code; after a wanted change: npx vitest run tests/package -u
    await expect(text).toMatchFileSnapshot('../../components/schema.json')
  }, 120_000)
})

describe('a project of somebody else that installs the package', () => {
  let folder: string
  beforeAll(async () => {
    folder = await packedConsumer(join(REPOSITORY, 'examples/research-cluster'))
  }, 180_000)
  afterAll(() => folder && rmSync(folder, { recursive: true, force: true }))

  it('type-checks against the declarations, in which no type of a provider stands', async () => {
    const { stdout } = await run(process.execPath, [TSC, '--project', '.', '--listFiles'], {
      cwd: folder,
      maxBuffer: 64 * 2 ** 20,
    })
    expect(stdout).toContain('@healthalliance/dataspace/dist/components/network/index.d.ts')
    expect(stdout).not.toMatch(/@pulumi\/(aws|kubernetes|eks)\//)
  }, 120_000)

  it('plans with the command of the package, and sees network, bucket and cluster', async () => {
    const command = join(folder, 'node_modules/@healthalliance/dataspace/cli/main.js')
    const { stdout } = await run(process.execPath, [command, 'plan', 'dev', '--json'], {
      cwd: folder,
      maxBuffer: 64 * 2 ** 20,
    })
    const plan = JSON.parse(stdout) as Plan
    const types = new Set(plan.resources.map(({ type }) => type))
    for (const type of ['Network', 'Bucket', 'Cluster', 'Keys'])
      expect(types).toContain(`dataspace:index:${type}`)
    expect(types).toContain('aws:eks/nodeGroup:NodeGroup')
    expect(plan.outputs).toMatchObject({ kubeconfig: '[secret]' })
  }, 120_000)
})
