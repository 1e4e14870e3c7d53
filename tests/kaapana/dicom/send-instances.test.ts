import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { echo } from '../../../kaapana/dicom/echo.ts'
import { findDicomFiles } from '../../../kaapana/dicom/find-files.ts'
import type { PhantomSeries } from '../../../kaapana/dicom/phantom/series.ts'
import { writePhantom } from '../../../kaapana/dicom/phantom/write-series.ts'
import { readDicomFile } from '../../../kaapana/dicom/read-file.ts'
import { type SendOptions, sendInstances } from '../../../kaapana/dicom/send-instances.ts'
import { freePort } from '../../bench/free-port.ts'
import { startReceiver } from '../double/receiver.ts'
import { DoubleState } from '../double/state.ts'
import type { PeerProcess } from './peer-process.ts'
import { hasProgram } from './programs.ts'
import { type StoringPeer, startDcmqrscp, startOrthanc, startStorescp } from './real-peers.ts'

const root = mkdtempSync(join(tmpdir(), 'send-'))
const folder = join(root, 'series')
let series: PhantomSeries
let running: PeerProcess | undefined
let count = 0

beforeAll(async () => {
  series = await writePhantom(folder, { modality: 'mr', seed: 'send' })
})
afterEach(async () => {
  await running?.kill()
  running = undefined
})
afterAll(() => rmSync(root, { recursive: true }))

async function peerOf<Peer extends PeerProcess>(
  start: (folder: string) => Promise<Peer>,
): Promise<Peer> {
  const peer = await start(join(root, `peer-${++count}`))
  running = peer
  return peer
}

const addressOf = (port: number, called = 'kp-admin') => ({
  host: '127.0.0.1',
  port,
  called,
  calling: 'kp-send',
})

const send = (port: number, options: SendOptions = {}, path = folder) =>
  sendInstances(findDicomFiles(path), addressOf(port), { backoff: 20, ...options })

const PEERS = [
  ['storescp', startStorescp],
  ['dcmqrscp', startDcmqrscp],
  ['Orthanc', startOrthanc],
] as const

describe.each(PEERS)('sending to %s', (program, start) => {
  const test = it.skipIf(!hasProgram(program))

  test('stores every instance once, in one association', async () => {
    const peer: StoringPeer = await peerOf(start)
    await echo(addressOf(peer.port))
    const report = await send(peer.port)
    expect(report).toMatchObject({ stored: 20, refused: [], warnings: [], associations: 1 })
    expect(report.series).toEqual(
      new Map([[series.seriesUid, { study: series.studyUid, stored: 20 }]]),
    )
    expect(report.stopped).toBeUndefined()
    expect(await peer.stored()).toEqual([...series.instances].sort())
  })

  test('loses none and counts none twice when it is killed and restarted midway', async () => {
    const peer: StoringPeer = await peerOf(start)
    const counts: number[] = []
    let restarted: Promise<void> | undefined
    const report = await send(peer.port, {
      onProgress: ({ stored }) => {
        counts.push(stored)
        if (stored === 8) restarted ??= peer.restart()
      },
    })
    await restarted
    expect(report).toMatchObject({ stored: 20, refused: [] })
    expect(report.associations).toBeGreaterThan(1)
    expect(counts).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(await peer.stored()).toEqual([...series.instances].sort())
  })

  const knowsTitles = program !== 'storescp' && hasProgram(program)
  it.skipIf(!knowsTitles)('tells that it does not know the AE title', async () => {
    const peer = await peerOf(start)
    const address = addressOf(peer.port, 'kp-other')
    await expect(echo(address)).rejects.toThrow(
      `DICOM 127.0.0.1:${peer.port} (calling kp-send, called kp-other): association rejected for good: the AE title called is not known there.`,
    )
    const report = await sendInstances(findDicomFiles(folder), address, { backoff: 1 })
    expect(report).toMatchObject({ stored: 0, associations: 1 })
    expect(report.stopped).toContain('rejected for good')
  })
})

describe.skipIf(!hasProgram('storescp'))('sending', () => {
  it('changes no byte of a data set', async () => {
    await peerOf(startStorescp)
    await send(running?.port ?? 0)
    const received = join(root, `peer-${count}`)
    const datasets = async (path: string): Promise<Map<string, Buffer>> => {
      const found = new Map<string, Buffer>()
      for (const name of readdirSync(path)) {
        const file = await readDicomFile(join(path, name))
        if (file === undefined) throw new Error(`${name} is no DICOM`)
        found.set(file.instance, readFileSync(file.path).subarray(file.offset))
      }
      return found
    }
    const [sent, got] = await Promise.all([datasets(folder), datasets(received)])
    expect(got.size).toBe(20)
    for (const [instance, bytes] of sent) expect(got.get(instance)?.equals(bytes)).toBe(true)
  })

  it('sends the same instance of two files once, and leaves out what is no DICOM', async () => {
    const mixed = join(root, 'mixed')
    await writePhantom(mixed, { modality: 'mr', seed: 'send', slices: 3 })
    await writePhantom(join(mixed, 'below'), { modality: 'mr', seed: 'send', slices: 2 })
    writeFileSync(join(mixed, 'notes.txt'), 'no DICOM')
    writeFileSync(join(mixed, 'empty.dcm'), '')
    const whole = readFileSync(join(mixed, '1-0001.dcm'))
    writeFileSync(join(mixed, 'cut.dcm'), whole.subarray(0, 300))
    const peer = await peerOf(startStorescp)
    const report = await send(peer.port, {}, mixed)
    const names = (paths: string[]) => paths.map((path) => relative(mixed, path))
    expect(report.stored).toBe(3)
    expect(names(report.duplicates)).toEqual(['below/1-0001.dcm', 'below/1-0002.dcm'])
    expect(names(report.notDicom)).toEqual(['cut.dcm', 'empty.dcm', 'notes.txt'])
    expect(await peer.stored()).toHaveLength(3)
  })

  it('reports what the peer does not accept, and sends the rest', async () => {
    // +xi: implicit VR alone; the files are explicit, and nothing is converted.
    const peer = await peerOf((path) => startStorescp(path, ['+xi']))
    const report = await send(peer.port)
    expect(report.stored).toBe(0)
    expect(report.refused).toHaveLength(20)
    expect(report.refused[0]?.text).toBe(
      'the peer does not accept 1.2.840.10008.5.1.4.1.1.4 in 1.2.840.10008.1.2.1',
    )
    expect(await peer.stored()).toEqual([])
  })

  it('gives up at once where nothing listens', async () => {
    const report = await send(await freePort())
    expect(report).toMatchObject({ stored: 0, associations: 1 })
    expect(report.stopped).toContain('ECONNREFUSED')
  })

  it('gives up when every association breaks, after the time given', async () => {
    const peer = await peerOf((path) => startStorescp(path, ['+xa', '--abort-after']))
    const report = await send(peer.port, { retryFor: 0.1, backoff: 20 })
    expect(report.stored).toBe(0)
    expect(report.associations).toBeGreaterThan(1)
    expect(report.stopped).toBe('the peer aborted the association')
  })

  it('tells that the peer refuses associations', async () => {
    const peer = await peerOf((path) => startStorescp(path, ['+xa', '--refuse']))
    await expect(echo(addressOf(peer.port))).rejects.toThrow(/association rejected/)
    expect((await send(peer.port)).stopped).toMatch(/association rejected/)
  })

  it('stops when it is cancelled, with what was confirmed until then', async () => {
    const peer = await peerOf(startStorescp)
    const controller = new AbortController()
    const report = await send(peer.port, {
      signal: controller.signal,
      onProgress: ({ stored }) => {
        if (stored === 5) controller.abort()
      },
    })
    expect(report).toMatchObject({ stored: 5, stopped: 'interrupted' })
    expect((await peer.stored()).length).toBeGreaterThanOrEqual(5)
    expect((await peer.stored()).length).toBeLessThan(20)
  })

  it('gives up on a peer that stops answering', async () => {
    const peer = await peerOf(startStorescp)
    const report = await send(peer.port, {
      patience: 0.2,
      retryFor: 0.1,
      onProgress: ({ stored }) => {
        if (stored === 3) peer.suspend()
      },
    })
    // The answer to the next may be on its way already.
    expect([3, 4]).toContain(report.stored)
    expect(report.stopped).toMatch(/timeout/)
  })

  it('reports a file that has gone between finding and sending, and sends the rest', async () => {
    const vanishing = join(root, 'vanishing')
    await writePhantom(vanishing, { modality: 'mr', seed: 'gone', slices: 4 })
    const peer = await peerOf(startStorescp)
    const report = await send(
      peer.port,
      {
        onProgress: ({ stored }) => {
          if (stored === 1) rmSync(join(vanishing, '1-0003.dcm'))
        },
      },
      vanishing,
    )
    expect(report).toMatchObject({ stored: 3, refused: [{ path: join(vanishing, '1-0003.dcm') }] })
    expect(report.refused[0]?.text).toContain('ENOENT')
    expect(report.stopped).toBeUndefined()
  })
})

it('reports warnings and refusals by instance, and sends none of them again', async () => {
  const [coerced, full, strange] = series.instances
  const asked: string[] = []
  const receiver = await startReceiver(new DoubleState(), (instance) => {
    asked.push(instance)
    return instance === coerced
      ? 0xb000
      : instance === full
        ? 0xa700
        : instance === strange
          ? 0xc123
          : 0
  })
  const report = await send(receiver.port)
  await receiver.stop()
  expect(report.stored).toBe(18)
  expect(report.warnings).toEqual([
    {
      path: join(folder, '1-0001.dcm'),
      instance: coerced,
      text: 'stored, but: B000, coercion of data elements',
    },
  ])
  expect(report.refused.map(({ instance, text }) => [instance, text])).toEqual([
    [full, 'the peer answered A700, refused: out of resources'],
    [strange, 'the peer answered C123, error: cannot understand'],
  ])
  expect(asked).toHaveLength(20)
})
