import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { grantPodIdentity, type PodIdentity, podsOf } from '../workload-identity/pod-identity.ts'
import { readSecrets } from '../workload-identity/secret-statements.ts'
import { type AwsSecrets, makeSecrets } from './aws-secrets.ts'
import type { PredictionPlan } from './plan.ts'
import type { PredictionAws, PredictionServiceArgs } from './prediction-service-args.ts'
import { providerObjects, type SecretFile, SecretSource } from './secret-files.ts'

type Volume = k8s.types.input.core.v1.Volume

/** What the component's parts have in common. */
export interface Site {
  readonly name: string
  readonly args: PredictionServiceArgs
  readonly plan: PredictionPlan
  /** The component: parent of everything. */
  readonly parent: pulumi.Resource
  /** Name, labels and namespace of an object. */
  readonly metadata: (name: string) => k8s.types.input.meta.v1.ObjectMeta
  /** Options of an object in the namespace. */
  readonly inside: pulumi.CustomResourceOptions
}

/** The volumes with the secrets, and what has to be there before a pod can mount them. */
export interface SecretVolumes {
  readonly service: Volume
  readonly database: Volume
  readonly ready: pulumi.Resource[]
  /** Secrets Manager's ARNs and the pods' role, on AWS. */
  readonly aws?: { readonly secrets: AwsSecrets; readonly roleArn: pulumi.Output<string> }
}

/** Secrets as files: from Secrets Manager on AWS, otherwise from the given Kubernetes Secret. */
export function secretVolumes(site: Site): SecretVolumes {
  const { plan, args } = site
  const database = plan.files.filter(({ source }) => source === SecretSource.Database)
  const service = plan.files.filter(({ source }) => source !== SecretSource.Database)
  if (args.aws !== undefined) return fromSecretsManager(site, args.aws)
  const volume = (name: string, files: readonly SecretFile[]): Volume => ({
    name,
    secret: {
      secretName: args.secretName ?? '',
      defaultMode: 0o440,
      items: files.map(({ file }) => ({ key: file, path: file })),
    },
  })
  return {
    service: volume('service-secrets', service),
    database: volume('database-secrets', database),
    ready: [],
  }
}

function fromSecretsManager(site: Site, settings: PredictionAws): SecretVolumes {
  const { name, args, plan, parent } = site
  const secrets = makeSecrets({ name, args, aws: settings, parent })
  const databaseArn = pulumi.output(args.database.secretArn ?? '')
  const { role, ready } = identity(site, settings, { secrets, databaseArn })
  const of = (wanted: SecretSource, institution?: string) =>
    plan.files.filter((file) => file.source === wanted && file.institution === institution)
  const service = providerClass(site, 'service', [
    { arn: secrets.service, file: 'service.json', members: of(SecretSource.Service) },
    ...Object.entries(secrets.institutions).map(([id, arn]) => ({
      arn,
      file: `api-key-${id}.json`,
      members: of(SecretSource.Institution, id),
    })),
    ...(secrets.signIn === undefined
      ? []
      : [{ arn: secrets.signIn, file: 'sign-in.json', members: of(SecretSource.SignIn) }]),
  ])
  const database = providerClass(site, 'database', [
    { arn: databaseArn, file: 'database.json', members: of(SecretSource.Database) },
  ])
  return {
    service: mounted('service-secrets', service),
    database: mounted('database-secrets', database),
    ready: [...secrets.ready, ...ready, service, database],
    aws: { secrets, roleArn: role.arn },
  }
}

function identity(
  { name, args, plan, parent }: Site,
  settings: PredictionAws,
  kept: { secrets: AwsSecrets; databaseArn: pulumi.Output<string> },
): PodIdentity {
  const statements = readSecrets({
    region: settings.region,
    secretArns: [
      kept.secrets.service,
      ...Object.values(kept.secrets.institutions),
      ...(kept.secrets.signIn === undefined ? [] : [kept.secrets.signIn]),
      kept.databaseArn,
    ],
    keyArns: [
      settings.key.arn,
      ...Object.values(settings.institutionKeys ?? {}).map(({ arn }) => arn),
      args.database.secretKeyArn ?? settings.key.arn,
    ],
  })
  const pods = podsOf(settings.cluster, plan.namespace, name)
  const subject = { ...pods, accountId: settings.accountId }
  return grantPodIdentity(
    `${name}-pods`,
    { subject, ownership: args.ownership, statements },
    { parent },
  )
}

function providerClass(
  { name, args, metadata, inside }: Site,
  role: string,
  secrets: readonly { arn: pulumi.Output<string>; file: string; members: SecretFile[] }[],
): k8s.apiextensions.CustomResource {
  const objects = pulumi
    .all(secrets.map(({ arn }) => arn))
    .apply((arns) =>
      providerObjects(secrets.map((secret, index) => ({ ...secret, arn: arns[index] ?? '' }))),
    )
  const parameters = { region: args.aws?.region ?? '', usePodIdentity: 'true', objects }
  return new k8s.apiextensions.CustomResource(
    `${name}-${role}`,
    {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: metadata(`${name}-${role}`),
      spec: { provider: 'aws', parameters },
    },
    inside,
  )
}

const mounted = (name: string, { metadata }: k8s.apiextensions.CustomResource): Volume => ({
  name,
  csi: {
    driver: 'secrets-store.csi.k8s.io',
    readOnly: true,
    volumeAttributes: { secretProviderClass: metadata.name },
  },
})
