import * as dockerBuild from '@pulumi/docker-build'
import * as pulumi from '@pulumi/pulumi'
import type { ImageLogin } from './image-ref.ts'

/**
 * Options of what is built: deletion is the one step in which the provider uses the token of the last
 * build, so images are left to the registry's lifecycle policy. See Image.
 */
export const KEPT = { retainOnDelete: true }

/**
 * Cache of all layers under a tag of the registry, read and written. ECR takes a cache only as an
 * image manifest in OCI media types.
 */
export function cacheArguments(
  ref: pulumi.Output<string>,
): Pick<dockerBuild.ImageArgs, 'cacheFrom' | 'cacheTo'> {
  return {
    cacheFrom: [{ registry: { ref } }],
    cacheTo: [
      {
        registry: {
          ref,
          mode: dockerBuild.CacheMode.Max,
          imageManifest: true,
          ociMediaTypes: true,
          // An image that is built and pushed is good without its cache.
          ignoreError: true,
        },
      },
    ],
  }
}

/** A login as docker-build takes it, the password as a secret. */
export const registryOf = ({ address, username, password }: ImageLogin) => ({
  address,
  username,
  password: pulumi.secret(password),
})
