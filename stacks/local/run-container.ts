import * as docker from '@pulumi/docker'
import type * as pulumi from '@pulumi/pulumi'
import type { LocalSettings } from '../settings/settings.ts'
import type { ContainerFile, LocalContainer } from './container.ts'
import { buildImage } from './own-images.ts'

/** What containers are run in. */
export interface ContainerHost {
  readonly settings: LocalSettings
  readonly network: docker.Network
  /** Containers that run already, by part. */
  readonly running: ReadonlyMap<string, docker.Container>
}

/** Runs a container and waits until it is ready; its data is kept in a volume when it is replaced. */
export function runContainer(planned: LocalContainer, host: ContainerHost): docker.Container {
  const { part, memory, ports, health, startSeconds } = planned
  const { settings, network, running } = host
  const fullName = `dataspace-${settings.environment}-${part}`
  const megabytes = mebibytes(memory)
  return new docker.Container(
    part,
    {
      name: fullName,
      hostname: part,
      image: imageOf(planned, settings),
      networksAdvanced: [{ name: network.name, aliases: [part] }],
      ...(planned.user !== undefined && { user: planned.user }),
      ...(planned.entrypoint !== undefined && { entrypoints: [...planned.entrypoint] }),
      ...(planned.command !== undefined && { command: [...planned.command] }),
      envs: Object.entries(planned.variables ?? {}).map(([name, value]) => `${name}=${value}`),
      uploads: (planned.files ?? []).map(upload),
      volumes: volumesOf(planned, fullName),
      ports: Object.entries(ports).map(([internal, external]) => ({
        internal: Number(internal),
        external,
        ip: settings.address,
      })),
      healthcheck: {
        tests: ['CMD', ...health],
        interval: '10s',
        timeout: '5s',
        retries: 6,
        startPeriod: `${startSeconds}s`,
        startInterval: '1s',
      },
      wait: true,
      waitTimeout: startSeconds + 60,
      memory: megabytes,
      // No swap on top of the memory.
      memorySwap: megabytes,
      cpus: String(planned.processors),
      capabilities: { drops: ['ALL'] },
      securityOpts: ['no-new-privileges:true'],
      // Passes signals on and collects orphans: several of the images start children of their own.
      init: true,
      restart: 'unless-stopped',
      destroyGraceSeconds: 30,
      logDriver: 'json-file',
      logOpts: { 'max-size': '10m', 'max-file': '3' },
    },
    {
      dependsOn: planned.after.flatMap((name) => running.get(name) ?? []),
      // Name and ports are taken until the old one is gone.
      deleteBeforeReplace: true,
    },
  )
}

/** Identity of a container's image, which is pulled or built before; destroyed with the environment. */
function imageOf({ part, image }: LocalContainer, settings: LocalSettings): pulumi.Output<string> {
  const keepLocally = settings.keepImages
  if (typeof image === 'string')
    return new docker.RemoteImage(`${part}-image`, { name: image, keepLocally }).imageId
  const { reference, build } = buildImage(image.own, settings)
  // Taken from this machine's images, where the build has put it.
  const dependsOn = [build]
  return new docker.RemoteImage(`${part}-image`, { name: reference, keepLocally }, { dependsOn })
    .imageId
}

function upload({
  path,
  content,
  owner,
  writable,
}: ContainerFile): docker.types.input.ContainerUpload {
  if (owner === undefined) return { file: path, content, permissions: '0444' }
  const permissions = writable === true ? '0600' : '0400'
  return { file: path, content, permissions, owner: String(owner), group: String(owner) }
}

function volumesOf(
  { part, data }: LocalContainer,
  name: string,
): docker.types.input.ContainerVolume[] {
  if (data === undefined) return []
  const volume = new docker.Volume(`${part}-data`, { name })
  return [{ containerPath: data, volumeName: volume.name }]
}

const mebibytes = (quantity: string): number =>
  Number(quantity.slice(0, -2)) * (quantity.endsWith('Gi') ? 1024 : 1)
