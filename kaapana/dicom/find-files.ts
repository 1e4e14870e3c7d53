import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type DicomFile, readDicomFile } from './read-file.ts'

/** A file found: an instance, or one that is no DICOM. */
export type FoundFile = { path: string; file: DicomFile | undefined }

/**
 * Reads the heads of all files in a folder and those below it, in the order of their names, one at a
 * time. A path of a single file is that file. Links are not followed.
 */
export async function* findDicomFiles(
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<FoundFile> {
  if ((await stat(path)).isFile()) yield { path, file: await readDicomFile(path) }
  else yield* below(path, signal)
}

async function* below(folder: string, signal?: AbortSignal): AsyncGenerator<FoundFile> {
  const entries = await readdir(folder, { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    signal?.throwIfAborted()
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* below(path, signal)
    else if (entry.isFile()) yield { path, file: await readDicomFile(path) }
  }
}
