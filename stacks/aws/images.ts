import { Image, type ImagePlatform } from '../../components/image/image.ts'
import type { ImageRef } from '../../components/image/image-ref.ts'
import {
  Registry,
  type RegistryPullThrough,
  RegistryScanning,
} from '../../components/registry/registry.ts'
import type { RegistryUpstream } from '../../components/registry/upstreams.ts'
import { imageSource, type OwnImage } from '../../images/own-images.ts'
import type { AwsSettings } from '../settings/settings.ts'
import type { Foundation } from './foundation.ts'

/** Repositories of an environment and the images that it runs. */
export interface ImagesPart {
  readonly registry: Registry
  readonly service: ImageRef
  /** Another image of the repository, built or, by its digest, taken. */
  readonly built: (name: ToolImage, reference: string | undefined) => ImageRef
}

/** Images of the tools, by the folder of their Dockerfile. */
export type ToolImage = Exclude<OwnImage, 'service' | 'airflow-local'>

/** The folder that images are built from, as seen from the program's own. */
const REPOSITORY = '..'

/** Makes the registry, and builds or takes the service's image. */
export function makeImages(foundation: Foundation): ImagesPart {
  const { settings, ownership, accountId, keys, onAws } = foundation
  const { registry: wanted, image, environment, region, protect, storage } = settings
  const registry = new Registry(
    'registry',
    {
      ownership,
      key: keys.purpose('images'),
      accountId,
      region,
      namespace: `dataspace-${environment}`,
      repositories: Object.fromEntries(repositoriesOf(settings).map((name) => [name, {}])),
      keepTagged: wanted.keepImages,
      pullThrough: cachesOf(settings),
      ...(wanted.scan === 'enhanced' && { registryScanning: RegistryScanning.Enhanced }),
      forceDelete: storage.destroyWithContent,
      protect,
    },
    onAws,
  )
  const { reference, platforms, buildOnPreview } = image.service
  const make = (name: OwnImage, prebuilt: string | undefined): ImageRef => {
    if (prebuilt !== undefined) return new Image(`${name}-image`, { prebuilt }, onAws)
    const { context, dockerfile, tag } = imageSource(REPOSITORY, name)
    const build = {
      repository: registry.repository(name),
      context: context === '.' ? REPOSITORY : `${REPOSITORY}/${context}`,
      dockerfile: `${REPOSITORY}/${dockerfile}`,
      tag,
      platforms: platforms as ImagePlatform[],
      buildOnPreview,
    }
    return new Image(`${name}-image`, { build })
  }
  return { registry, service: make('service', reference), built: make }
}

/** The service's repository, and those of the tools that are built here. */
function repositoriesOf({ tracking, pipelines }: AwsSettings): string[] {
  const { image, taskImage } = pipelines
  return [
    'service',
    ...(tracking.enabled && tracking.image === undefined ? ['mlflow'] : []),
    ...(pipelines.enabled && image === undefined ? ['airflow'] : []),
    ...(pipelines.enabled && taskImage === undefined ? ['pipeline'] : []),
  ]
}

function cachesOf({ environment, registry }: AwsSettings): Record<string, RegistryPullThrough> {
  const { pullThrough, credentials } = registry
  return Object.fromEntries(
    pullThrough.map((name) => {
      const credentialArn =
        name === 'docker-hub' || name === 'github' ? credentials[name] : undefined
      const upstream = name as RegistryUpstream
      return [
        `${environment}-${name}`,
        { upstream, ...(credentialArn !== undefined && { credentialArn }) },
      ]
    }),
  )
}
