/** https://github.com/docker/buildx/releases */
export const BUILDX_VERSION = '0.38.2'

/** https://github.com/moby/buildkit/releases */
export const BUILDKIT_VERSION = '0.34.2'

/** https://github.com/distribution/distribution/releases */
export const REGISTRY_VERSION = '3.1.2'
