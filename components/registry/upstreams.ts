/** A public registry that ECR can fetch images from on first pull. */
export const RegistryUpstream = {
  /** `docker.io`; needs a Docker Hub account, whose pull limit then applies. */
  DockerHub: 'docker-hub',
  /** `ghcr.io`; needs a GitHub user and token with `read:packages`. */
  GitHub: 'github',
  /** `quay.io`, without an account. */
  Quay: 'quay',
  /** `registry.k8s.io`, without an account. */
  Kubernetes: 'kubernetes',
  /** `public.ecr.aws`, without an account. */
  EcrPublic: 'ecr-public',
} as const
export type RegistryUpstream = (typeof RegistryUpstream)[keyof typeof RegistryUpstream]

/** Address of an upstream, and whether ECR demands credentials for it. */
export interface Upstream {
  readonly url: string
  readonly needsCredential: boolean
}

/**
 * What ECR takes as `upstreamRegistryUrl`, and for which it refuses a rule without a secret:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export const UPSTREAMS: Readonly<Record<RegistryUpstream, Upstream>> = {
  'docker-hub': { url: 'registry-1.docker.io', needsCredential: true },
  github: { url: 'ghcr.io', needsCredential: true },
  quay: { url: 'quay.io', needsCredential: false },
  kubernetes: { url: 'registry.k8s.io', needsCredential: false },
  'ecr-public': { url: 'public.ecr.aws', needsCredential: false },
}
