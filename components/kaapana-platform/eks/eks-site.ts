import type * as pulumi from '@pulumi/pulumi'
import { labelsOf } from '../../kubernetes-labels.ts'
import {
  type KaapanaClusterPlace,
  type KaapanaPlatformArgs,
  KaapanaStorage,
} from '../kaapana-platform-args.ts'
import type { KaapanaContext } from '../kaapana-running.ts'

/** What the parts of Kaapana in a cluster are made from. */
export interface EksSite extends KaapanaContext {
  readonly place: KaapanaClusterPlace
  readonly storage: KaapanaStorage
  readonly keepData: boolean
  readonly labels: Record<string, string>
  readonly child: pulumi.CustomResourceOptions
}

/** Settles what the arguments leave open. */
export function eksSite(context: KaapanaContext, place: KaapanaClusterPlace): EksSite {
  const { name, args, parent } = context
  return {
    ...context,
    place,
    storage: place.storage ?? KaapanaStorage.Csi,
    keepData: args.keepData ?? true,
    labels: labelsOf(args.ownership, { application: 'kaapana', instance: name }),
    child: { parent },
  }
}

/**
 * Size of each of the three volumes of images and objects, GiB: upstream's 100 where the data volume has
 * its 500, so that the databases' 550 and the workflows' are in proportion.
 */
export const slowVolumeGib = ({ dataVolumeGib = 500 }: KaapanaPlatformArgs): number =>
  Math.floor(dataVolumeGib / 5)

/** Tag of all volumes that hold Kaapana's data; snapshots are taken by it. */
export const dataTag = ({ name }: Pick<EksSite, 'name'>) => ({ 'kaapana-data': name })
