import { type RuleCase, rm, set } from './rule-case.ts'

const none = undefined
const group = (more: object) => ({ instanceTypes: ['m7i.large'], min: 1, max: 3, ...more })

/** Cases of the rules about service. */
export const SERVICE_CASES: readonly RuleCase[] = [
  {
    setting: 'image.service.platforms',
    change: {
      image: {
        service: {
          reference: `ghcr.io/hospital/service@sha256:${'a'.repeat(64)}`,
          platforms: ['linux/amd64'],
        },
      },
    },
    message: 'must be left out with image.service.reference: nothing is built',
    fix: rm('image.service.platforms'),
  },
  {
    setting: 'image.service.platforms[1]',
    change: {
      cluster: { nodeGroups: { odd: group({ instanceTypes: ['m7g.large'] }) } },
      image: { service: { reference: none, platforms: ['linux/amd64'] } },
    },
    message: 'must be linux/arm64, which nodes of cluster.nodeGroups need, got nothing',
    fix: set("'image.service.platforms[1]'", 'linux/arm64'),
  },
  {
    setting: 'registry.credentials.docker-hub',
    change: { registry: { pullThrough: ['docker-hub'], credentials: none } },
    message: 'must be set for the cache docker-hub of registry.pullThrough, got nothing',
    fix: 'set --stack dev --plaintext --path registry.credentials.docker-hub arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/docker-hub-a1b2c3',
  },
  {
    setting: 'registry.credentials.github',
    change: {
      registry: {
        pullThrough: ['quay'],
        credentials: {
          'docker-hub': none,
          github:
            'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/gh-a1b2c3',
        },
      },
    },
    message: 'must be left out while registry.pullThrough does not hold github',
    fix: rm('registry.credentials.github'),
  },
  {
    setting: 'service.replicas.min',
    change: { service: { replicas: { min: 4, max: 2 } } },
    message: 'must be at most service.replicas.max, 2, got 4',
    fix: set('service.replicas.min', '2'),
  },
  {
    setting: 'service.resources.cpuRequest',
    change: { service: { resources: { cpuRequest: '2', cpuLimit: '500m' } } },
    message: 'must be at most cpuLimit, 500m, got 2',
    fix: set('service.resources.cpuRequest', '500m'),
  },
  {
    setting: 'service.resources.memoryRequest',
    change: { service: { resources: { memoryRequest: '1Gi', memoryLimit: '512Mi' } } },
    message: 'must be at most memoryLimit, 512Mi, got 1Gi',
    fix: set('service.resources.memoryRequest', '512Mi'),
  },
  {
    setting: 'edge.domain',
    change: {
      service: { hostName: 'api.care.example' },
      edge: { domain: none, zoneId: none, public: false, publicCidrs: [] },
    },
    message: 'must be set for service.hostName "api.care.example", got nothing',
    fix: set('edge.domain', 'care.example'),
  },
  {
    setting: 'edge.domain',
    change: {
      service: { hostName: none },
      edge: { domain: none, zoneId: 'Z0123456789', public: false, publicCidrs: [] },
    },
    message: 'must be set to the name of the zone edge.zoneId, got nothing',
    fix: set('edge.domain', 'dataspace.hospital.example'),
  },
  {
    setting: 'service.hostName',
    change: { service: { hostName: 'api.other.example' }, edge: { domain: 'care.example' } },
    message: 'must end with .care.example, the zone of edge.domain, got "api.other.example"',
    fix: set('service.hostName', 'api.care.example'),
  },
  {
    setting: 'edge.publicCidrs',
    change: {
      service: { hostName: none },
      edge: { domain: 'care.example', public: true, publicCidrs: [] },
      network: { existing: none },
    },
    message: 'must name at least one block while edge.public is true, got []',
    fix: set("'edge.publicCidrs[0]'", '193.174.1.0/24'),
  },
  {
    setting: 'edge.publicCidrs',
    change: { edge: { public: false, publicCidrs: ['193.174.1.0/24'] } },
    message: 'must be left out while edge.public is false',
    fix: rm('edge.publicCidrs'),
  },
  {
    setting: 'edge.domain',
    change: {
      service: { hostName: none },
      edge: { domain: none, zoneId: none, public: true, publicCidrs: ['193.174.1.0/24'] },
      network: { existing: none },
    },
    message: 'must be set while edge.public is true, for the certificate, got nothing',
    fix: set('edge.domain', 'dataspace.hospital.example'),
  },
]
