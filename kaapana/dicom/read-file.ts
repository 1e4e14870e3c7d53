import { type FileHandle, open } from 'node:fs/promises'
import { type Dimse, loadDimse } from './dimse.ts'

/** What sending needs to know of a DICOM file; its pixels stay on the disk. */
export interface DicomFile {
  path: string
  /** Where the data set begins, in bytes: behind preamble and file meta information. */
  offset: number
  /** Length of the data set, in bytes. */
  length: number
  /** UID of the transfer syntax the data set is written in. */
  transferSyntax: string
  /** UID of the SOP class. */
  sopClass: string
  /** SOP instance UID. */
  instance: string
  study: string
  series: string
}

/** Preamble (128) and "DICM" (4), then (0002,0000) with the length of the rest: 12 bytes. */
const PREFIX_BYTES = 144
/** Bytes read in search of the series' UID: the first hold it as a rule, else all do. */
const HEADS = [8 * 1024, 256 * 1024, Number.POSITIVE_INFINITY]
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1'
/** A directory of media (DICOMDIR), which no PACS stores. */
const MEDIA_DIRECTORY = '1.2.840.10008.1.3.10'

/**
 * Reads the head of a DICOM Part 10 file (PS3.10, 7.1).
 *
 * @returns undefined for a file that is none, or that holds no instance to store
 */
export async function readDicomFile(path: string): Promise<DicomFile | undefined> {
  const dimse = await loadDimse()
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const prefix = await bytesOf(file, 0, Math.min(size, PREFIX_BYTES))
    const offset = startOfDataset(prefix)
    if (offset === undefined || offset >= size) return undefined
    const meta = parsed(dimse, await bytesOf(file, PREFIX_BYTES, offset - PREFIX_BYTES))
    const transferSyntax = meta?.TransferSyntaxUID
    if (typeof transferSyntax !== 'string') return undefined
    const length = size - offset
    let names: Awaited<ReturnType<typeof namesIn>>
    for (const head of HEADS)
      names ??= await namesIn({
        dimse,
        file,
        offset,
        transferSyntax,
        length: Math.min(length, head),
      })
    if (names === undefined || names.sopClass === MEDIA_DIRECTORY) return undefined
    return { path, offset, length, transferSyntax, ...names }
  } finally {
    await file.close()
  }
}

async function bytesOf(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from)
  return buffer.subarray(0, bytesRead)
}

function startOfDataset(prefix: Buffer): number | undefined {
  if (prefix.length < PREFIX_BYTES || prefix.toString('latin1', 128, 132) !== 'DICM')
    return undefined
  const isGroupLength = prefix.readUInt32LE(132) === 0x0000_0002
  return isGroupLength ? PREFIX_BYTES + prefix.readUInt32LE(140) : undefined
}

interface Place {
  dimse: Dimse
  file: FileHandle
  offset: number
  transferSyntax: string
  length: number
}

async function namesIn({
  dimse,
  file,
  offset,
  transferSyntax,
  length,
}: Place): Promise<Pick<DicomFile, 'sopClass' | 'instance' | 'study' | 'series'> | undefined> {
  const head = await bytesOf(file, offset, length)
  const elements = parsed(dimse, head, transferSyntax)
  const {
    SOPClassUID: sopClass,
    SOPInstanceUID: instance,
    StudyInstanceUID: study,
    SeriesInstanceUID: series,
  } = elements ?? {}
  return [sopClass, instance, study, series].every((uid) => typeof uid === 'string' && uid !== '')
    ? ({ sopClass, instance, study, series } as Awaited<ReturnType<typeof namesIn>>)
    : undefined
}

/** Elements up to the series' UID; undefined where the bytes are no DICOM or end too soon. */
function parsed(
  { Dataset }: Dimse,
  bytes: Buffer,
  transferSyntax = EXPLICIT_LITTLE_ENDIAN,
): Record<string, unknown> | undefined {
  const options = { untilTag: '0020000E', includeUntilTagValue: true }
  try {
    return new Dataset(bytes, transferSyntax, options).getElements()
  } catch {
    return undefined
  }
}
