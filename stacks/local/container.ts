import type * as pulumi from '@pulumi/pulumi'
import type { OwnImage } from '../../images/own-images.ts'
import type { LocalSettings } from '../settings/settings.ts'
import type { LocalAddresses, LocalPart } from './addresses.ts'

/** A text that ends up in a container, which may hold a generated password. */
export type ContainerText = pulumi.Input<string>

/** A file that is written into a container before it starts. */
export interface ContainerFile {
  readonly path: string
  readonly content: ContainerText
  /** Numeric user who alone reads it. @default everybody in the container */
  readonly owner?: number
  /** Whether the container's user writes it too. @default false */
  readonly writable?: boolean
}

/** All that a container of a local environment is made of. */
export interface LocalContainer {
  /** Its name in the network. */
  readonly part: LocalPart
  /** Reference of an image that is pulled, or the name of one that is built here. */
  readonly image: string | { readonly own: OwnImage }
  readonly user?: string
  readonly entrypoint?: readonly string[]
  readonly command?: readonly string[]
  /** Variables; passwords are files instead. */
  readonly variables?: Readonly<Record<string, string>>
  readonly files?: readonly ContainerFile[]
  /** Where its data is, which outlives the container. */
  readonly data: string | undefined
  /** Ports on this machine by port in the container. */
  readonly ports: Readonly<Record<number, number>>
  /** Command that succeeds when it is ready. */
  readonly health: readonly string[]
  /** Seconds it may take to become ready at the first start. */
  readonly startSeconds: number
  /** Most memory, as Kubernetes writes it. */
  readonly memory: string
  /** Most processors. */
  readonly processors: number
  /** Parts that are ready before it starts. */
  readonly after: readonly LocalPart[]
}

/** What each container is planned from. */
export interface LocalGround {
  readonly settings: LocalSettings
  /** Where the others are. */
  readonly at: LocalAddresses
  /** Generated passwords by use. */
  readonly secret: (use: string) => pulumi.Output<string>
}

/** Folder of a container's secrets. */
export const SECRETS = '/run/secrets'

/** Texts by path, below a folder. */
export const under = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]))
