import type { KnownSettings } from '../settings.ts'
import { type Finding, type Rule, when } from './rule.ts'
import { mebibytes, milli } from './service-rules.ts'

/** `kubernetes` describes a cluster that exists, and no other kind of environment has one. */
export const kubernetesIsForKubernetes: Rule = {
  reads: ['kind'],
  check: ({ kind }, given) =>
    ['kubernetes', 'kubeconfig'].flatMap((key) =>
      when(given(key), {
        path: [key],
        message: `must be left out while kind is ${kind}: it describes a cluster that exists`,
      }),
    ),
}

/**
 * Sections of AWS and of local containers, which would change nothing. `dataResidency` is always given,
 * by Pulumi.yaml.
 */
const ELSEWHERE = [
  ...['aws:region', 'accountId', 'network', 'keys', 'storage', 'database'],
  ...['registry', 'cluster', 'edge', 'fhirIntake', 'logs', 'alarms', 'local'],
]

const othersStayAway: Rule = {
  reads: ['kind'],
  check: (_, given) =>
    ELSEWHERE.flatMap((key) =>
      when(given(key), {
        path: [key],
        message: 'must be left out while kind is kubernetes: nothing of it is there',
      }),
    ),
}

const institutionsComeByTheirOwnWay: Rule = {
  reads: ['institutions'],
  check: ({ institutions }) =>
    Object.entries(institutions).flatMap(([id, { vpn }]) =>
      when(vpn !== undefined, {
        path: ['institutions', id, 'vpn'],
        message: 'must be left out while kind is kubernetes: no VPN is made',
      }),
    ),
}

const clusterIsNamed: Rule = {
  reads: ['kubernetes'],
  check: ({ kubernetes: { context } }, given) => [
    ...when(context === undefined && !given('kubeconfig'), {
      path: ['kubernetes', 'context'],
      message: 'must name a context: nothing is put onto whichever cluster is current, got nothing',
      set: 'hospital',
    }),
    ...when(given('kubernetes.kubeconfigPath') && given('kubeconfig'), {
      path: ['kubernetes', 'kubeconfigPath'],
      message: 'must be left out with kubeconfig',
    }),
  ],
}

const EXAMPLE = `registry.hospital.example/dataspace/`
const DIGEST = `@sha256:${'0123456789abcdef'.repeat(4)}`

/** There is no registry that an image could be pushed to, so each is built elsewhere. */
const imagesAreTaken: Rule = {
  reads: ['image', 'tracking', 'pipelines'],
  check: ({ image, tracking, pipelines }) => {
    const needed = [
      { path: ['image', 'service', 'reference'], got: image.service.reference, name: 'service' },
      ...(tracking.enabled
        ? [{ path: ['tracking', 'image'], got: tracking.image, name: 'mlflow' }]
        : []),
      ...(pipelines.enabled
        ? [
            { path: ['pipelines', 'image'], got: pipelines.image, name: 'airflow' },
            { path: ['pipelines', 'taskImage'], got: pipelines.taskImage, name: 'pipeline' },
          ]
        : []),
    ]
    return needed.flatMap(({ path, got, name }) =>
      when(got === undefined, {
        path,
        message: 'must name an image by digest while kind is kubernetes, got nothing',
        set: `${EXAMPLE}${name}${DIGEST}`,
      }),
    )
  },
}

const STORAGE_EXAMPLES = {
  endpoint: 'https://objects.hospital.example',
  bucket: 'dataspace',
  credentialsSecret: 'platform/object-storage',
} as const

const storageIsNamed: Rule = {
  reads: ['kubernetes.objectStorage', 'tracking'],
  check: ({ kubernetes: { objectStorage }, tracking }) => [
    ...Object.entries(STORAGE_EXAMPLES).flatMap(([key, set]) =>
      when(tracking.enabled && objectStorage[key as keyof typeof STORAGE_EXAMPLES] === undefined, {
        path: ['kubernetes', 'objectStorage', key],
        message: 'must be set while tracking.enabled is true: models are kept there, got nothing',
        set,
      }),
    ),
    ...when(objectStorage.namespace !== undefined && objectStorage.cidrs.length > 0, {
      path: ['kubernetes', 'objectStorage', 'cidrs'],
      message: 'must be left out with objectStorage.namespace: the storage is at one place',
    }),
  ],
}

const POSTGRES = ['kubernetes', 'postgres', 'inCluster']

const serversFit: Rule = {
  reads: ['kubernetes.postgres'],
  check: ({ kubernetes: { postgres } }, given) => {
    const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = postgres.inCluster
    return [
      ...when(milli(cpuRequest) > milli(cpuLimit), {
        path: [...POSTGRES, 'cpuRequest'],
        message: `must be at most cpuLimit, ${cpuLimit}, got ${cpuRequest}`,
        set: cpuLimit,
      }),
      ...when(mebibytes(memoryRequest) > mebibytes(memoryLimit), {
        path: [...POSTGRES, 'memoryRequest'],
        message: `must be at most memoryLimit, ${memoryLimit}, got ${memoryRequest}`,
        set: memoryLimit,
      }),
      ...when(postgres.external !== undefined && given(POSTGRES.join('.')), {
        path: POSTGRES,
        message: 'must be left out with postgres.external: no server is made',
      }),
    ]
  },
}

/** Host names of the tools by tool, as far as there are any. */
const hostNames = ({ kubernetes: { ingress } }: KnownSettings) =>
  (['tracking', 'pipelines', 'monitoring'] as const).flatMap((tool) => {
    const name = ingress[tool]
    return name === undefined ? [] : [{ tool, name, path: ['kubernetes', 'ingress', tool] }]
  })

const hostsAreServed: Rule = {
  reads: ['kubernetes', 'service', 'tracking', 'pipelines', 'monitoring'],
  check: (settings) => {
    const { kubernetes, service } = settings
    const tools = hostNames(settings)
    const named = service.hostName !== undefined || tools.length > 0
    return [
      ...when(named && kubernetes.ingress.className === undefined, {
        path: ['kubernetes', 'ingress', 'className'],
        message: 'must be set for the host names of service and tools, got nothing',
        set: 'nginx',
      }),
      ...tools.flatMap(({ tool, name, path }) =>
        when(!settings[tool].enabled, {
          path,
          message: `must be left out while ${tool}.enabled is false, got "${name}"`,
        }),
      ),
      ...signInFindings(settings),
    ]
  },
}

function signInFindings(settings: KnownSettings): Finding[] {
  const { signIn, ingress } = settings.kubernetes
  const tools = hostNames(settings)
  const path = ['kubernetes', 'signIn']
  const adminGroups = signIn?.adminGroups ?? []
  const strangers = adminGroups.filter((group) => !signIn?.allowedGroups.includes(group))
  const { service } = settings
  return [
    ...when(service.signIn.enabled && service.hostName === undefined, {
      path: ['service', 'hostName'],
      message: 'must be set for service.signIn.enabled: the provider sends people back to it',
      set: 'api.dataspace.hospital.example',
    }),
    ...when(service.signIn.enabled && signIn === undefined && tools.length === 0, {
      path: [...path, 'issuer'],
      message: 'must be set for service.signIn.enabled, got nothing',
      set: 'https://sso.hospital.example/realms/hospital',
    }),
    ...when(signIn === undefined && tools.length > 0, {
      path: [...path, 'issuer'],
      message: `must be set for ${tools.map(({ name }) => name).join(', ')}: nobody gets in without signing in, got nothing`,
      set: 'https://sso.hospital.example/realms/hospital',
    }),
    ...when(signIn !== undefined && ingress.tracking !== undefined && !signIn.proxyImage, {
      path: [...path, 'proxyImage'],
      message: 'must name an image by digest with ingress.tracking, got nothing',
      set: `quay.io/oauth2-proxy/oauth2-proxy${DIGEST}`,
    }),
    ...when(strangers.length > 0, {
      path: [...path, 'adminGroups'],
      message: `must be among signIn.allowedGroups, got ${JSON.stringify(strangers)}`,
    }),
  ]
}

/** Rules about an environment on a cluster that exists. */
export const KUBERNETES_RULES: readonly Rule[] = [
  othersStayAway,
  institutionsComeByTheirOwnWay,
  clusterIsNamed,
  imagesAreTaken,
  storageIsNamed,
  serversFit,
  hostsAreServed,
]
