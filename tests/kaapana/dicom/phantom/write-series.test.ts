import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHANTOM_MODALITIES } from '../../../../kaapana/dicom/phantom/modality.ts'
import type { PhantomSeries } from '../../../../kaapana/dicom/phantom/series.ts'
import { writePhantom } from '../../../../kaapana/dicom/phantom/write-series.ts'
import { hasProgram, runProgram } from '../programs.ts'

const root = mkdtempSync(join(tmpdir(), 'phantom-'))
afterAll(() => rmSync(root, { recursive: true }))

const filesOf = (folder: string): string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))

const digestOf = (folder: string): string => {
  const hash = createHash('sha256')
  for (const file of filesOf(folder)) hash.update(readFileSync(file))
  return hash.digest('hex')
}

describe.each(PHANTOM_MODALITIES)('a synthetic series (%s)', (modality) => {
  const folder = join(root, modality)
  let series: PhantomSeries
  beforeAll(async () => {
    series = await writePhantom(folder, { modality, seed: 'a' })
  })

  it('has 20 slices', () => {
    expect(filesOf(folder)).toHaveLength(20)
    expect(new Set(series.instances).size).toBe(20)
  })

  it('is the same for the same seed, and another for another', async () => {
    await writePhantom(join(root, `${modality}-again`), { modality, seed: 'a' })
    const other = await writePhantom(join(root, `${modality}-other`), { modality, seed: 'b' })
    expect(digestOf(join(root, `${modality}-again`))).toBe(digestOf(folder))
    expect(digestOf(join(root, `${modality}-other`))).not.toBe(digestOf(folder))
    expect(other.studyUid).not.toBe(series.studyUid)
    expect(other.instances).not.toContain(series.instances[0])
  })

  it.skipIf(!hasProgram('dcmftest'))('is DICOM to DCMTK', async () => {
    const { code, output } = await runProgram('dcmftest', filesOf(folder))
    expect(output).not.toContain('no:')
    expect(code).toBe(0)
  })

  it.skipIf(!hasProgram('dciodvfy'))('has no fault that dciodvfy finds', async () => {
    const results = await Promise.all(filesOf(folder).map((file) => runProgram('dciodvfy', [file])))
    const iod = modality === 'ct' ? 'CTImage' : 'MRImage'
    expect(new Set(results.map(({ output }) => output.trim()))).toEqual(new Set([iod]))
    expect(results.every(({ code }) => code === 0)).toBe(true)
  })

  it.skipIf(!hasProgram('dcmdump'))('says of every slice that there is no person', async () => {
    const { output } = await runProgram('dcmdump', ['+P', '0010,0010', ...filesOf(folder)])
    expect(output.match(/\[PHANTOM\^/g)).toHaveLength(20)
    const { output: ids } = await runProgram('dcmdump', ['+P', '0010,0020', ...filesOf(folder)])
    expect(ids.match(/\[PHANTOM-\d{8}\]/g)).toHaveLength(20)
  })

  it.skipIf(!hasProgram('dcmdump'))('lies in space as its thickness says', async () => {
    const { output } = await runProgram('dcmdump', [
      ...['+P', '0020,0032', '+P', '0018,0050', ...filesOf(folder)],
    ])
    const numbers = (text: string | undefined): number[] => (text ?? '').split('\\').map(Number)
    const heights = [...output.matchAll(/\[([^\]]*)\].*ImagePositionPatient/g)].map(
      ([, position]) => numbers(position)[2] ?? Number.NaN,
    )
    const [thickness] = numbers(/\[([^\]]*)\].*SliceThickness/.exec(output)?.[1])
    const steps = heights.slice(1).map((height, i) => Math.abs(height - (heights[i] ?? 0)))
    expect(new Set(steps)).toEqual(new Set([thickness]))
    expect(steps).toHaveLength(19)
  })
})

it('takes a patient id of the caller, and makes another series of the same study', async () => {
  const base = { modality: 'mr', seed: 'c', slices: 1, patientId: 'P-1' } as const
  const first = await writePhantom(join(root, 'own'), base)
  const second = await writePhantom(join(root, 'own'), { ...base, series: 2 })
  expect(first.patientId).toBe('P-1')
  expect(second.studyUid).toBe(first.studyUid)
  expect(second.seriesUid).not.toBe(first.seriesUid)
  expect(filesOf(join(root, 'own'))).toHaveLength(2)
})

it('stops between two slices when it is cancelled', async () => {
  const signal = AbortSignal.abort()
  await expect(
    writePhantom(join(root, 'none'), { modality: 'ct', seed: 'd' }, signal),
  ).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
})
