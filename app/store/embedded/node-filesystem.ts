import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Module = Parameters<NodeFS['init']>[1]

interface OpenStream {
  node: unknown
  /** The machine's file descriptor; directories have none. */
  nfd?: number
}

interface NodeFilesystems {
  NODEFS: {
    realPath(node: unknown): string
    stream_ops: { fsync?: (stream: OpenStream) => number }
  }
}

/**
 * A folder of the machine as PGlite's file system, where fsync reaches the disk.
 *
 * PGlite's own NodeFS has no fsync: PostgreSQL's calls return at once, and a power failure can
 * lose or tear what was committed. This one passes them on.
 */
export class SyncedNodeFS extends NodeFS {
  override async init(
    ...[database, options]: Parameters<NodeFS['init']>
  ): ReturnType<NodeFS['init']> {
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
    if (stream.nfd === undefined) syncDirectory(NODEFS.realPath(stream.node))
    // Everything needed to read the data again, the size included; not the times of the file.
    else fdatasyncSync(stream.nfd)
    return 0
  }
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
