import { Image, type ImagePlatform } from '../../components/image/image.ts'
import type { ImageRef } from '../../components/image/image-ref.ts'
import {
  Registry,
  type RegistryPullThrough,
  RegistryScanning,
} from '../../components/registry/registry.ts'
import type { RegistryUpstream } from '../../components/registry/upstreams.ts'
import { contentTag } from '../../images/service/content-tag.ts'
import type { AwsSettings } from '../settings/settings.ts'
import type { Foundation } from './foundation.ts'

/** Repositories of an environment and the images that it runs. */
export interface ImagesPart {
  readonly registry: Registry
  readonly service: ImageRef
}

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
      repositories: { service: {} },
      keepTagged: wanted.keepImages,
      pullThrough: cachesOf(settings),
      ...(wanted.scan === 'enhanced' && { registryScanning: RegistryScanning.Enhanced }),
      forceDelete: storage.destroyWithContent,
      protect,
    },
    onAws,
  )
  const { reference, platforms, buildOnPreview } = image.service
  if (reference !== undefined)
    return { registry, service: new Image('service-image', { prebuilt: reference }, onAws) }
  const build = {
    repository: registry.repository('service'),
    context: REPOSITORY,
    dockerfile: `${REPOSITORY}/images/service/Dockerfile`,
    tag: contentTag(REPOSITORY),
    platforms: platforms as ImagePlatform[],
    buildOnPreview,
  }
  return { registry, service: new Image('service-image', { build }) }
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
