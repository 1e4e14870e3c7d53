import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instancesInPacs, studyInPacs } from '../../../kaapana/backend/pacs.ts'
import { findDicomFiles } from '../../../kaapana/dicom/find-files.ts'
import type { PhantomSeries } from '../../../kaapana/dicom/phantom/series.ts'
import { writePhantom } from '../../../kaapana/dicom/phantom/write-series.ts'
import { sendInstances } from '../../../kaapana/dicom/send-instances.ts'
import { hasProgram } from '../dicom/programs.ts'
import { type Orthanc, startOrthanc } from '../dicom/real-peers.ts'

const root = mkdtempSync(join(tmpdir(), 'pacs-'))
afterAll(() => rmSync(root, { recursive: true }))

describe.skipIf(!hasProgram('Orthanc'))('asking a real PACS', () => {
  let orthanc: Orthanc
  let series: PhantomSeries
  const session = { fetch: (path: string, init?: RequestInit) => fetch(orthanc.url + path, init) }
  beforeAll(async () => {
    orthanc = await startOrthanc(join(root, 'orthanc'))
    const phantom = { modality: 'mr', seed: 'pacs', patientId: 'P-7' } as const
    series = await writePhantom(join(root, 'mr'), phantom)
    await writePhantom(join(root, 'more'), { ...phantom, seed: 'other', slices: 2 })
    await sendInstances(findDicomFiles(root), {
      host: '127.0.0.1',
      port: orthanc.port,
      calling: 'kp-x',
      called: 'kp-admin',
    })
  })
  afterAll(() => orthanc?.kill())

  it('finds every instance of a series, and of that series alone', async () => {
    const place = { study: series.studyUid, series: series.seriesUid }
    expect([...(await instancesInPacs(session, place))].sort()).toEqual(
      [...series.instances].sort(),
    )
  })

  it('finds patient, date and modalities of a study', async () => {
    expect(await studyInPacs(session, series.studyUid)).toEqual({
      patientId: 'P-7',
      date: '2026-01-15',
      modalities: ['MR'],
    })
  })

  it('finds nothing of a study that is not there', async () => {
    expect(await studyInPacs(session, '2.25.1')).toBeUndefined()
    expect(await instancesInPacs(session, { study: '2.25.1', series: '2.25.2' })).toEqual(new Set())
  })
})

describe('asking for instances', () => {
  const page = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ({
      '00080018': { vr: 'UI', Value: [`1.${from + i}`] },
    }))
  const answering = (answer: (offset: number) => Response) => ({
    fetch: async (path: string) => answer(Number(/offset=(\d+)/.exec(path)?.[1])),
  })
  const place = { study: '1', series: '2' }

  it('goes from page to page', async () => {
    const session = answering((offset) => Response.json(page(offset, Math.min(offset + 500, 1200))))
    expect((await instancesInPacs(session, place)).size).toBe(1200)
  })

  it('ends where the server knows no pages', async () => {
    const session = answering(() => Response.json(page(0, 700)))
    expect((await instancesInPacs(session, place)).size).toBe(700)
  })

  it('finds none for 204, and fails for other answers', async () => {
    expect(
      await instancesInPacs(
        answering(() => new Response(null, { status: 204 })),
        place,
      ),
    ).toEqual(new Set())
    await expect(
      instancesInPacs(
        answering(() => new Response('', { status: 502 })),
        place,
      ),
    ).rejects.toThrow('GET /dicom-web-filter/studies/1/series/2/instances answers 502.')
    await expect(
      instancesInPacs(
        answering(() => new Response('<html>')),
        place,
      ),
    ).rejects.toThrow('not in the form of DICOMweb')
  })
})
