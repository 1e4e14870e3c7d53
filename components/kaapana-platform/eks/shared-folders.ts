import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { DataClass, tagsOf } from '../../ownership.ts'
import { KaapanaStorage } from '../kaapana-platform-args.ts'
import { type KaapanaValue, text } from '../values/kaapana-values.ts'
import type { EksSite } from './eks-site.ts'

/** Folders that Airflow shares with projects, by the charts' names, and where they are. */
const FOLDERS = {
  'af-plugins': '/kaapana/workflows/plugins',
  dags: '/kaapana/workflows/dags',
  'af-logs': '/kaapana/airflow/logs',
} as const

/** One user of its own for all of them, whoever a container runs as. */
const OWNER = 1000

/**
 * Puts the folders that upstream has on the node's disk into the file system, each by an access point,
 * and tells the charts. On a node's disk they would be gone with the node.
 */
export function makeSharedFolders(site: EksSite): readonly KaapanaValue[] {
  const { fileSystemId } = site.place
  if (site.storage !== KaapanaStorage.Csi || fileSystemId === undefined) return []
  return Object.entries(FOLDERS).map(([folder, path]) => {
    const point = makeAccessPoint(site, { folder, path, fileSystemId })
    const handle = pulumi.interpolate`${fileSystemId}::${point.id}`
    return text(`global.shared_volume_${folder.replaceAll('-', '_')}`, handle)
  })
}

function makeAccessPoint(
  { name, args, child }: EksSite,
  of: { folder: string; path: string; fileSystemId: pulumi.Input<string> },
): aws.efs.AccessPoint {
  const role = `${name}-${of.folder}`
  return new aws.efs.AccessPoint(
    role,
    {
      fileSystemId: of.fileSystemId,
      posixUser: { uid: OWNER, gid: OWNER },
      rootDirectory: {
        path: of.path,
        creationInfo: { ownerUid: OWNER, ownerGid: OWNER, permissions: '0770' },
      },
      tags: tagsOf(args.ownership, { name: role, dataClass: DataClass.Phi }),
    },
    child,
  )
}
