/** Where buildkitd runs: it decides what keeps build steps apart, and who reaches the daemon. */
export const BuildkitdPlace = {
  /** In a pod, as a user without rights; reached by `kubectl exec` on its Unix socket. */
  Rootless: 'rootless',
  /** As a service of a machine of its own, reached on the loopback interface. */
  Service: 'service',
} as const
export type BuildkitdPlace = (typeof BuildkitdPlace)[keyof typeof BuildkitdPlace]

/** What buildkitd's configuration depends on. */
export interface BuildkitdSettings {
  readonly place: BuildkitdPlace
  readonly cacheGib: number
  readonly maxParallelism: number
  /** Mirrors by registry. */
  readonly mirrors: Readonly<Record<string, string>>
}

/** Port of the service on the loopback interface. */
export const BUILDKITD_PORT = 1234

/**
 * Text of buildkitd.toml. Its own garbage collection keeps the cache within the disk: up to 85 %
 * used, 10 % free, and half of the disk never given back for the sake of age.
 * https://github.com/moby/buildkit/blob/v0.33.0/docs/buildkitd.toml.md
 */
export function buildkitdConfig(settings: BuildkitdSettings): string {
  const { place, cacheGib, maxParallelism, mirrors } = settings
  const share = (percent: number) => text(`${Math.floor((cacheGib * percent) / 100)}GB`)
  return [
    ...(place === BuildkitdPlace.Service ? SERVICE : []),
    '[worker.oci]',
    'enabled = true',
    'platforms = ["linux/amd64"]',
    `max-parallelism = ${maxParallelism}`,
    'gc = true',
    `reservedSpace = ${share(50)}`,
    `maxUsedSpace = ${share(85)}`,
    `minFreeSpace = ${share(10)}`,
    ...ISOLATION[place],
    '',
    '[worker.containerd]',
    'enabled = false',
    '',
    ...Object.entries(mirrors).flatMap(([registry, mirror]) => [
      `[registry.${text(registry)}]`,
      `mirrors = [${text(mirror)}]`,
      '',
    ]),
  ].join('\n')
}

// The default socket stays, for who is on the machine.
const SERVICE = [
  '[grpc]',
  `address = ["unix:///run/buildkit/buildkitd.sock", "tcp://127.0.0.1:${BUILDKITD_PORT}"]`,
  '',
]

const ISOLATION: Readonly<Record<BuildkitdPlace, readonly string[]>> = {
  // Kubernetes masks /proc, so that a step gets no process namespace of its own.
  // https://github.com/moby/buildkit/blob/v0.33.0/docs/rootless.md
  rootless: ['rootless = true', 'noProcessSandbox = true'],
  // Steps in a network of their own reach neither the daemon's port nor, one hop further than it
  // answers, the instance's metadata and credentials.
  service: ['networkMode = "bridge"'],
}

/** A basic string of TOML; of what settings admit JSON escapes the same. */
const text = (value: string): string => JSON.stringify(value)
