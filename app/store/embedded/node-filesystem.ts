import { fsyncSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Module = Parameters<NodeFS['init']>[1]

interface OpenStream {
  nfd?: number
}

interface NodeFilesystems {
  NODEFS: { stream_ops: { fsync?: (stream: OpenStream) => number } }
}

/**
 * A folder of the machine as PGlite's file system, where fsync reaches the disk.
 *
 * PGlite's own NodeFS has no fsync: PostgreSQL's calls return at once, and a power failure can
 * lose or tear what was committed. This one passes them on.
 */
export class SyncedNodeFS extends NodeFS {
  override async init(...[database, options]: Parameters<NodeFS['init']>) {
    const prepared = await super.init(database, options)
    const emscriptenOpts: Partial<Module> = {
      ...prepared.emscriptenOpts,
      preRun: [...(prepared.emscriptenOpts.preRun ?? []), passOnFsync] as NonNullable<
        Module['preRun']
      >,
    }
    return { emscriptenOpts }
  }
}

function passOnFsync(module: unknown): void {
  const { NODEFS } = module as NodeFilesystems
  NODEFS.stream_ops.fsync = (stream) => {
    if (stream.nfd !== undefined) fsyncSync(stream.nfd)
    return 0
  }
}
