import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startReceiver } from '../kaapana/double/receiver.ts'
import { type KaapanaDouble, startDouble } from '../kaapana/double/start-double.ts'
import { runCommand } from './run-command.ts'

const root = mkdtempSync(join(tmpdir(), 'cli-workflow-'))
const ca = join(root, 'ca.pem')
let double: KaapanaDouble
beforeEach(async () => {
  double = await startDouble()
  writeFileSync(ca, double.certificate.cert)
})
afterEach(() => double.stop())
afterAll(() => rmSync(root, { recursive: true }))

const env = () => ({
  KAAPANA_PASSWORD: double.credentials.password,
  KAAPANA_CLIENT_SECRET: double.credentials.clientSecret,
})
const workflow = (...words: string[]) =>
  runCommand(
    ['kaapana', 'workflow', 'run', ...words, '--url', double.baseUrl.origin, '--ca', ca],
    env(),
  )

describe('dataspace kaapana workflow run', () => {
  it('starts a workflow on a data set, waits, and saves what it left', async () => {
    const folder = join(root, 'results')
    const { code, stdout, stderr } = await workflow(
      ...['collect-metadata', '--dataset', 'liver', '--results', folder],
    )
    expect(stderr).toMatch(
      /^Started collect-metadata-\w+\nworkflow collect-metadata-\w+: 0 of 1 jobs/,
    )
    const archive = 'collect-metadata-1_2026-01-15.zip'
    expect(stdout).toMatch(
      new RegExp(`1 jobs finished; left downloads/${archive}; saved ${folder}/${archive}\\.\n$`),
    )
    expect(readFileSync(join(folder, archive), 'utf8')).toBe('archive of collect-metadata-1')
    expect(code).toBe(0)
    expect(double.state.jobs[0]?.conf_data).toEqual({
      data_form: { dataset_name: 'liver' },
      workflow_form: { single_execution: false },
    })
  })

  it('fails where a job fails', async () => {
    double.faults.add('jobs.fail')
    const { code, stderr } = await workflow('collect-metadata', '--series', '1.2,1.3')
    expect(stderr).toContain('job 1 (collect-metadata-1) failed')
    expect(code).toBe(3)
  })

  it.each([
    [['collect-metadata'], 'What the workflow works on is missing or there twice'],
    [['collect-metadata', '--dataset', 'a', '--series', '1'], 'is missing or there twice'],
    [
      ['colect', '--dataset', 'a'],
      'There is no workflow "colect" in this project; allowed collect-',
    ],
    [['collect-metadata', '--dataset', 'a', '--form', '[1]'], 'Give a JSON object.'],
    [['collect-metadata', '--series', '1.2/3'], 'Give UIDs with a comma between them.'],
  ])('refuses %j, and starts nothing', async (words, message) => {
    const { code, stderr } = await workflow(...words)
    expect(stderr).toContain(message)
    expect(code).toBe(2)
    expect(double.state.jobs).toEqual([])
  })
})

it('dataspace kaapana check --workflow sends, checks, runs and deletes', async () => {
  const receiver = await startReceiver(double.state)
  const { code, stdout } = await runCommand(
    [
      ...['kaapana', 'check', double.baseUrl.origin, '--ca', ca, '--workflow', '--json'],
      ...['--only', 'dicom,workflow', '--dicom-port', String(receiver.port)],
    ],
    env(),
  )
  await receiver.stop()
  const { results } = JSON.parse(stdout) as { results: { id: string; outcome: string }[] }
  expect(results.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    ...['dicom.echo passed', 'dicom.store passed', 'dicom.index passed', 'dicom.pacs passed'],
    ...['dicom.thumbnail passed', 'workflow.run passed', 'dicom.delete passed'],
  ])
  expect(code).toBe(0)
  expect(double.state.series.size).toBe(0)
})
