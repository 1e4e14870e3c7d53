import { CREDENTIALED_REGISTRIES } from '../image-settings.ts'
import { architectureOf } from './cluster-rules.ts'
import { type Rule, when } from './rule.ts'

const IMAGE = ['image', 'service']

const imageIsBuiltOrTaken: Rule = {
  reads: ['image'],
  check: ({ image }, given) => {
    if (image.service.reference === undefined) return []
    return ['platforms', 'buildOnPreview'].flatMap((key) =>
      when(given(`image.service.${key}`), {
        path: [...IMAGE, key],
        message: 'must be left out with image.service.reference: nothing is built',
      }),
    )
  },
}

const imageRunsOnTheNodes: Rule = {
  reads: ['image', 'cluster.nodeGroups'],
  check: ({ image, cluster }) => {
    if (image.service.reference !== undefined) return []
    const types = Object.values(cluster.nodeGroups).flatMap(({ gpu, instanceTypes }) =>
      gpu ? [] : instanceTypes,
    )
    const built: readonly string[] = image.service.platforms
    const missing = new Set(
      types.map((type) => `linux/${architectureOf(type)}`).filter((one) => !built.includes(one)),
    )
    return [...missing].map((platform) => ({
      path: [...IMAGE, 'platforms', built.length],
      message: `must be ${platform}, which nodes of cluster.nodeGroups need, got nothing`,
      set: platform,
    }))
  },
}

const cachesHaveAccounts: Rule = {
  reads: ['registry'],
  check: ({ registry: { pullThrough, credentials } }) =>
    CREDENTIALED_REGISTRIES.flatMap((name) => {
      const path = ['registry', 'credentials', name]
      const cached = pullThrough.includes(name)
      const secret = credentials[name]
      return [
        ...when(cached && secret === undefined, {
          path,
          message: `must be set for the cache ${name} of registry.pullThrough, got nothing`,
          set: `arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/${name}-a1b2c3`,
        }),
        ...when(!cached && secret !== undefined, {
          path,
          message: `must be left out while registry.pullThrough does not hold ${name}`,
        }),
      ]
    }),
}

/** Thousandths of a processor in a quantity such as `250m` or `1`. */
export const milli = (quantity: string): number =>
  quantity.endsWith('m') ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000

/** Mebibytes in a quantity such as `256Mi` or `1Gi`. */
export const mebibytes = (quantity: string): number =>
  Number(quantity.slice(0, -2)) * (quantity.endsWith('Gi') ? 1024 : 1)

/** Replicas and resources of the service, least and most. */
export const boundsInOrder: Rule = {
  reads: ['service.replicas', 'service.resources'],
  check: ({ service: { replicas, resources } }) => [
    ...when(replicas.min > replicas.max, {
      path: ['service', 'replicas', 'min'],
      message: `must be at most service.replicas.max, ${replicas.max}, got ${replicas.min}`,
      set: String(replicas.max),
    }),
    ...when(milli(resources.cpuRequest) > milli(resources.cpuLimit), {
      path: ['service', 'resources', 'cpuRequest'],
      message: `must be at most cpuLimit, ${resources.cpuLimit}, got ${resources.cpuRequest}`,
      set: resources.cpuLimit,
    }),
    ...when(mebibytes(resources.memoryRequest) > mebibytes(resources.memoryLimit), {
      path: ['service', 'resources', 'memoryRequest'],
      message: `must be at most memoryLimit, ${resources.memoryLimit}, got ${resources.memoryRequest}`,
      set: resources.memoryLimit,
    }),
  ],
}

const namesAreInTheZone: Rule = {
  reads: ['service.hostName', 'edge.domain', 'edge.zoneId'],
  check: ({ service: { hostName }, edge: { domain, zoneId } }) => [
    ...when(domain === undefined && hostName !== undefined, {
      path: ['edge', 'domain'],
      message: `must be set for service.hostName "${hostName}", got nothing`,
      set: hostName?.split('.').slice(1).join('.') ?? '',
    }),
    ...when(domain === undefined && zoneId !== undefined, {
      path: ['edge', 'domain'],
      message: 'must be set to the name of the zone edge.zoneId, got nothing',
      set: 'dataspace.hospital.example',
    }),
    ...when(domain !== undefined && hostName !== undefined && !hostName.endsWith(`.${domain}`), {
      path: ['service', 'hostName'],
      message: `must end with .${domain}, the zone of edge.domain, got "${hostName}"`,
      set: `api.${domain}`,
    }),
  ],
}

const edgeHasReaders: Rule = {
  reads: ['edge', 'network.existing'],
  check: ({ edge, network: { existing } }) => [
    ...when(edge.public && edge.publicCidrs.length === 0, {
      path: ['edge', 'publicCidrs'],
      message: 'must name at least one block while edge.public is true, got []',
      set: '193.174.1.0/24',
    }),
    ...when(!edge.public && edge.publicCidrs.length > 0, {
      path: ['edge', 'publicCidrs'],
      message: 'must be left out while edge.public is false',
    }),
    ...when(edge.public && edge.domain === undefined, {
      path: ['edge', 'domain'],
      message: 'must be set while edge.public is true, for the certificate, got nothing',
      set: 'dataspace.hospital.example',
    }),
    ...when(edge.public && existing !== undefined && existing.publicSubnetIds.length < 2, {
      path: ['network', 'existing', 'publicSubnetIds'],
      message: 'must be at least two while edge.public is true',
      set: 'subnet-0123456789abcdef0',
    }),
  ],
}

/** Rules about images, the service and how it is reached. */
export const SERVICE_RULES: readonly Rule[] = [
  imageIsBuiltOrTaken,
  imageRunsOnTheNodes,
  cachesHaveAccounts,
  boundsInOrder,
  namesAreInTheZone,
  edgeHasReaders,
]
