import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadDimse } from '../dimse.ts'
import {
  type PhantomOptions,
  type PhantomSeries,
  phantomDatasets,
  phantomSeries,
} from './series.ts'

/** Explicit VR little endian (PS3.5, A.2). */
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1'

/**
 * Writes a synthetic series as DICOM Part 10 files, `<series number>-<slice>.dcm`, a slice at a time.
 *
 * @returns the UIDs of what was written
 */
export async function writePhantom(
  folder: string,
  options: PhantomOptions,
  signal?: AbortSignal,
): Promise<PhantomSeries> {
  const { Dataset } = await loadDimse()
  await mkdir(folder, { recursive: true })
  let slice = 0
  for (const elements of phantomDatasets(options)) {
    signal?.throwIfAborted()
    const dataset = new Dataset(elements, EXPLICIT_LITTLE_ENDIAN)
    const name = `${options.series ?? 1}-${String(++slice).padStart(4, '0')}.dcm`
    const write = promisify((done: (error: Error | undefined) => void) =>
      dataset.toFile(join(folder, name), done),
    )
    await write()
  }
  return phantomSeries(options)
}
