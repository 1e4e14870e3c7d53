import { KaapanaRuntime, KaapanaStorage } from '../kaapana-platform-args.ts'

/** Names of StorageClasses by what Kaapana's charts put on them. */
export interface StorageClassNames {
  /** Databases and indexes. */
  readonly fast: string
  /** Images and objects. */
  readonly slow: string
  /** What the pods of workflows share. */
  readonly workflow: string
}

/**
 * Charts ask for volumes that many nodes write (ReadWriteMany) unless the class of workflows has
 * exactly this name, which hostpath volumes need.
 */
const HOSTPATH_FAST = 'kaapana-hostpath-fast-data-dir'

const HOSTPATH: StorageClassNames = {
  fast: HOSTPATH_FAST,
  slow: 'kaapana-hostpath-slow-data-dir',
  workflow: HOSTPATH_FAST,
}

const CSI: StorageClassNames = {
  fast: 'kaapana-fast',
  slow: 'kaapana-slow',
  workflow: 'kaapana-workflow',
}

/** Classes of a runtime: hostpath on MicroK8s and with parity, those of EBS and EFS otherwise. */
export const storageClassNames = (
  runtime: KaapanaRuntime,
  storage: KaapanaStorage = KaapanaStorage.Csi,
): StorageClassNames =>
  runtime === KaapanaRuntime.Eks && storage === KaapanaStorage.Csi ? CSI : HOSTPATH
