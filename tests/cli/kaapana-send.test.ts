import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writePhantom } from '../../kaapana/dicom/phantom/write-series.ts'
import type { PeerProcess } from '../kaapana/dicom/peer-process.ts'
import { hasProgram } from '../kaapana/dicom/programs.ts'
import { startDcmqrscp } from '../kaapana/dicom/real-peers.ts'
import { startReceiver } from '../kaapana/double/receiver.ts'
import { DoubleState } from '../kaapana/double/state.ts'
import { runCommand } from './run-command.ts'

const root = mkdtempSync(join(tmpdir(), 'cli-send-'))
const folder = join(root, 'series')
let running: PeerProcess | undefined

beforeAll(() => writePhantom(folder, { modality: 'mr', seed: 'cli', slices: 3 }))
afterEach(async () => {
  await running?.kill()
  running = undefined
})
afterAll(() => rmSync(root, { recursive: true }))

const send = (...options: string[]) =>
  runCommand(['kaapana', 'send', '--host', '127.0.0.1', '--dataset', 'cli', ...options])

describe.skipIf(!hasProgram('dcmqrscp'))('dataspace kaapana send', () => {
  it('sends a folder and tells what the peer confirmed', async () => {
    running = await startDcmqrscp(join(root, 'peer-1'))
    writeFileSync(join(folder, 'readme.txt'), 'no DICOM')
    const { code, stdout } = await send(folder, '--port', String(running.port))
    expect(stdout).toMatch(/^Series 2\.25\.\d+: 3\n/)
    expect(stdout).toContain(
      '3 instances confirmed (0 with a warning), 0 refused; 0 files held one that was there, 1 were no DICOM.',
    )
    expect(code).toBe(0)
  })

  it('draws a series, sends it and keeps the files where asked', async () => {
    running = await startDcmqrscp(join(root, 'peer-2'))
    const kept = join(root, 'kept')
    const { code, stdout, stderr } = await send(
      ...['--synthetic', 'mr', '--seed', 's', '--keep', kept],
      ...['--port', String(running.port), '--json'],
    )
    expect(JSON.parse(stdout)).toMatchObject({ stored: 20, series: [{ stored: 20 }] })
    expect(stderr).toMatch(/^Study 2\.25\.\d+, drawn with --seed s\n$/)
    expect(readdirSync(kept)).toHaveLength(20)
    expect(code).toBe(0)
  })

  it('fails where the AE title is not known, before a file is read', async () => {
    running = await startDcmqrscp(join(root, 'peer-3'))
    const { code, stderr } = await send(
      folder,
      '--project',
      'other',
      '--port',
      String(running.port),
    )
    expect(stderr).toContain('called kp-other): association rejected for good')
    expect(code).toBe(3)
  })
})

it('names what the peer refuses, with exit code 1', async () => {
  const receiver = await startReceiver(new DoubleState(), () => 0xa700)
  const { code, stderr } = await send(folder, '--port', String(receiver.port))
  await receiver.stop()
  expect(stderr).toContain('1-0001.dcm: the peer answered A700, refused: out of resources')
  expect(code).toBe(1)
})

it.each([
  [[], 'What is to be sent is missing or there twice'],
  [[folder, '--synthetic', 'ct'], 'What is to be sent is missing or there twice'],
  [[folder, '--seed', 'x'], '--seed, --patient and --keep are for --synthetic'],
  [['--synthetic', 'ct', '--patient', 'a\\b'], '--patient must be a patient ID'],
  [[folder, '--project', 'fourteen-chars'], '--project makes no AE title'],
  [[folder, '--port', '0'], 'Give a port from 1 to 65535.'],
  [['--synthetic', 'us'], 'Allowed choices are ct, mr.'],
])('refuses %j before anything is sent', async (options, message) => {
  const { code, stderr } = await send(...options)
  expect(stderr).toContain(message)
  expect(code).toBe(2)
})
