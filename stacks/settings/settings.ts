import type { ParsedSettings } from './schema.ts'

/** Settings with the region they are for, each right in itself. */
export type KnownSettings = ParsedSettings & { readonly 'aws:region': string }

/** Settings of a group of nodes. */
export type NodeGroupSettings = ParsedSettings['cluster']['nodeGroups'][string]

/** Settings of an institution. */
export type InstitutionSettings = ParsedSettings['institutions'][string]

/** Sections of other kinds of environments. */
type Elsewhere = 'local' | 'kubernetes' | 'kubeconfig'

type Sections = Omit<ParsedSettings, 'kind' | 'network' | 'database' | 'cluster' | Elsewhere>

/** All that an environment on AWS is made from: plain values, checked, nothing left open. */
export interface AwsSettings extends Sections {
  readonly kind: 'aws'
  /** Name of the stack. */
  readonly environment: string
  /** Region of everything but copies. */
  readonly region: string
  /** The network; its zones by name, for an existing one a letter a private subnet. */
  readonly network: Omit<ParsedSettings['network'], 'zones' | 'availabilityZones'> & {
    readonly availabilityZones: readonly string[]
  }
  readonly database: ParsedSettings['database'] & { readonly deletionProtection: boolean }
  readonly cluster: ParsedSettings['cluster'] & { readonly deletionProtection: boolean }
}

/** Settings that a local environment is read from; nobody needs to name institutions. */
export type KnownLocalSettings = Pick<ParsedSettings, 'local' | 'service'> &
  Partial<Pick<ParsedSettings, 'institutions'>>

/** Settings of the containers on one machine. */
export type LocalSettings = ParsedSettings['local'] & {
  readonly kind: 'local'
  /** Name of the stack. */
  readonly environment: string
  /** Institutions of the service, by id. */
  readonly institutions: Readonly<Record<string, Pick<InstitutionSettings, 'name' | 'location'>>>
  /** Least severe log line of the service. */
  readonly logLevel: ParsedSettings['service']['logLevel']
}

/** The institutions that a local environment has where its settings name none. */
const EXAMPLE_INSTITUTIONS: LocalSettings['institutions'] = {
  dkfz: { name: 'German Cancer Research Center', location: 'Heidelberg' },
  ukhd: { name: 'University Hospital Heidelberg', location: 'Heidelberg' },
  embl: { name: 'European Molecular Biology Laboratory', location: 'Heidelberg' },
}

/** Fills in what a local environment leaves open. */
export function localSettingsOf(known: KnownLocalSettings, environment: string): LocalSettings {
  const { local, service, institutions = EXAMPLE_INSTITUTIONS } = known
  return { kind: 'local', environment, ...local, institutions, logLevel: service.logLevel }
}

/** Sections that say the same on AWS and on a cluster that exists. */
type Shared = Pick<
  ParsedSettings,
  | ('owner' | 'protect' | 'tags' | 'institutions')
  | ('image' | 'service' | 'tracking' | 'pipelines' | 'monitoring')
>

/** All that an environment on a cluster that exists is made from. */
export interface KubernetesSettings extends Shared {
  readonly kind: 'kubernetes'
  /** Name of the stack. */
  readonly environment: string
  readonly kubernetes: ParsedSettings['kubernetes']
  /** A secret. */
  readonly kubeconfig?: string
}

/** Takes what belongs to a cluster that exists. */
export function kubernetesSettingsOf(
  known: Pick<ParsedSettings, keyof Shared | 'kubernetes' | 'kubeconfig'>,
  environment: string,
): KubernetesSettings {
  const { owner, protect, tags, institutions, image, service } = known
  const { tracking, pipelines, monitoring, kubernetes, kubeconfig } = known
  return {
    kind: 'kubernetes',
    environment,
    ...{ owner, protect, tags, institutions, image, service },
    ...{ tracking, pipelines, monitoring, kubernetes },
    ...(kubeconfig !== undefined && { kubeconfig }),
  }
}

/** Settings of an environment. */
export type Settings = AwsSettings | LocalSettings | KubernetesSettings

/** Fills in what follows from other settings. */
export function resolveSettings(known: KnownSettings, environment: string): AwsSettings {
  const { 'aws:region': region, network, database, cluster, protect, ...others } = known
  const { local: _, kubernetes: __, kubeconfig: ___, ...rest } = others
  const { zones, availabilityZones, ...placed } = network
  const count = network.existing?.privateSubnetIds.length ?? zones
  return {
    ...rest,
    kind: 'aws',
    environment,
    region,
    protect,
    network: {
      ...placed,
      // The first letters exist in nearly all regions and accounts; asking AWS would need credentials.
      availabilityZones:
        availabilityZones ?? [...'abcdef'.slice(0, count)].map((letter) => `${region}${letter}`),
    },
    database: { ...database, deletionProtection: database.deletionProtection ?? protect },
    cluster: { ...cluster, deletionProtection: cluster.deletionProtection ?? protect },
  }
}
