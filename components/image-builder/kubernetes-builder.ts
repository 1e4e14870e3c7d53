import { createHash } from 'node:crypto'
import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { labelsOf, selectorOf } from '../kubernetes-labels.ts'
import { tagsOf } from '../ownership.ts'
import { BUILDKIT } from '../versions.ts'
import { builderNetworkPolicies } from './builder-network-policies.ts'
import { createBuilderNodes } from './builder-nodes.ts'
import { builderPod, CONTAINER } from './builder-pod.ts'
import { BuildkitdPlace, buildkitdConfig } from './buildkitd-config.ts'
import { clientRules } from './client-rules.ts'
import type { BuilderContext, KubernetesPlan } from './image-builder-context.ts'

/** Where in a cluster a builder's objects are made. */
interface Site extends BuilderContext {
  readonly kubernetes: KubernetesPlan
  readonly metadata: (name: pulumi.Input<string>) => k8s.types.input.meta.v1.ObjectMeta
  readonly inside: pulumi.CustomResourceOptions
}

/** What came of a builder on Kubernetes. */
export interface KubernetesBuilder {
  readonly namespace: pulumi.Output<string>
  /** Name of the StatefulSet, known once it exists. */
  readonly statefulSet: pulumi.Output<string>
}

/**
 * Makes a builder in a cluster: node group, namespace with its limits and rights, the cache's disk
 * and the StatefulSet, which has no pod until somebody scales it up.
 */
export function createKubernetesBuilder(
  context: BuilderContext,
  kubernetes: KubernetesPlan,
): KubernetesBuilder {
  const nodes = createBuilderNodes(context, kubernetes)
  const namespace = createNamespace(context, kubernetes)
  const site = siteOf(context, kubernetes, namespace)
  const guards = [createQuota(site), ...createPolicies(site)]
  createClientRole(site)
  const statefulSet = createStatefulSet(site, [nodes, ...guards])
  return { namespace: namespace.metadata.name, statefulSet: statefulSet.metadata.name }
}

const labelDetails = ({ plan }: Pick<BuilderContext, 'plan'>) => ({
  application: 'image-builder',
  instance: plan.builder,
})

function createNamespace(
  context: BuilderContext,
  { namespace }: KubernetesPlan,
): k8s.core.v1.Namespace {
  const { name, args, parent } = context
  const labels = {
    ...labelsOf(args.ownership, labelDetails(context)),
    // Unconfined profiles, which running without root takes, are beyond the baseline level; nothing
    // but the builder is in here, and nobody but the component makes pods.
    'pod-security.kubernetes.io/enforce': 'privileged',
    'pod-security.kubernetes.io/enforce-version': 'latest',
  }
  return new k8s.core.v1.Namespace(name, { metadata: { name: namespace, labels } }, { parent })
}

function siteOf(
  context: BuilderContext,
  kubernetes: KubernetesPlan,
  namespace: k8s.core.v1.Namespace,
): Site {
  const labels = labelsOf(context.args.ownership, labelDetails(context))
  return {
    ...context,
    kubernetes,
    metadata: (name) => ({ name, namespace: namespace.metadata.name, labels }),
    inside: { parent: context.parent, deletedWith: namespace },
  }
}

function createQuota({ name, plan, metadata, inside }: Site): pulumi.Resource {
  const hard = {
    pods: '1',
    persistentvolumeclaims: '1',
    'requests.storage': `${plan.cacheGib}Gi`,
    services: '0',
  }
  return new k8s.core.v1.ResourceQuota(name, { metadata: metadata(name), spec: { hard } }, inside)
}

function createPolicies({ name, args, metadata, inside }: Site): pulumi.Resource[] {
  return Object.entries(builderNetworkPolicies(args.network.cidrBlock)).map(
    ([role, spec]) =>
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${role}`,
        { metadata: metadata(`${name}-${role}`), spec },
        inside,
      ),
  )
}

function createClientRole({ name, plan, kubernetes, metadata, inside }: Site): void {
  const role = new k8s.rbac.v1.Role(
    `${name}-client`,
    { metadata: metadata(`${name}-client`), rules: clientRules(plan.builder) },
    inside,
  )
  const apiGroup = 'rbac.authorization.k8s.io'
  new k8s.rbac.v1.RoleBinding(
    `${name}-client`,
    {
      metadata: metadata(`${name}-client`),
      roleRef: { apiGroup, kind: 'Role', name: role.metadata.name },
      subjects: [{ apiGroup, kind: 'Group', name: kubernetes.clientGroup }],
    },
    inside,
  )
}

function createStatefulSet(site: Site, dependsOn: pulumi.Resource[]): k8s.apps.v1.StatefulSet {
  const { name, args, plan, kubernetes, metadata, inside } = site
  const account = new k8s.core.v1.ServiceAccount(
    name,
    { metadata: metadata(name), automountServiceAccountToken: false },
    inside,
  )
  const selector = selectorOf(labelDetails(site))
  const spec = builderPod({
    plan,
    image: kubernetes.image?.reference ?? BUILDKIT.rootlessImage,
    serviceAccount: account.metadata.name,
    config: createConfig(site),
    claim: createCache(site),
  })
  return new k8s.apps.v1.StatefulSet(
    name,
    {
      metadata: metadata(plan.builder),
      spec: {
        // Idle at first; from then on whoever builds scales it.
        replicas: 0,
        serviceName: plan.builder,
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels: { ...labelsOf(args.ownership, labelDetails(site)), ...selector },
            annotations: ANNOTATIONS,
          },
          spec,
        },
      },
    },
    { ...inside, dependsOn, ignoreChanges: ['spec.replicas'] },
  )
}

const ANNOTATIONS = {
  // The autoscaler must not move a build to save a node.
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  'kubectl.kubernetes.io/default-container': CONTAINER,
}

/** A ConfigMap named after its content, so that a change rolls the pod. */
function createConfig({ name, args, plan, metadata, inside }: Site): pulumi.Output<string> {
  const { cacheGib, maxParallelism } = plan
  const config = pulumi
    .output(args.mirrors ?? {})
    .apply((mirrors) =>
      buildkitdConfig({ place: BuildkitdPlace.Rootless, cacheGib, maxParallelism, mirrors }),
    )
  const digest = config.apply((text) =>
    createHash('sha256').update(text).digest('hex').slice(0, 10),
  )
  return new k8s.core.v1.ConfigMap(
    `${name}-config`,
    {
      metadata: metadata(pulumi.interpolate`${name}-config-${digest}`),
      data: { 'buildkitd.toml': config },
      immutable: true,
    },
    inside,
  ).metadata.name
}

/** The cache's disk, with a storage class of its own for its throughput, key and tags. */
function createCache({ name, args, plan, metadata, inside, parent }: Site): pulumi.Output<string> {
  const role = `${name}-cache`
  const labels = labelsOf(args.ownership, labelDetails({ plan }))
  const storageClass = new k8s.storage.v1.StorageClass(
    role,
    {
      metadata: { name: role, labels },
      provisioner: 'ebs.csi.aws.com',
      parameters: {
        ...diskParameters({ args, plan }),
        ...volumeTags(tagsOf(args.ownership, { name: role })),
      },
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      reclaimPolicy: 'Delete',
    },
    { parent },
  )
  return new k8s.core.v1.PersistentVolumeClaim(
    role,
    {
      // There is no disk before the first pod: waiting for it would wait for ever.
      metadata: { ...metadata(role), annotations: { 'pulumi.com/skipAwait': 'true' } },
      spec: {
        accessModes: ['ReadWriteOncePod'],
        storageClassName: storageClass.metadata.name,
        resources: { requests: { storage: `${plan.cacheGib}Gi` } },
      },
    },
    inside,
  ).metadata.name
}

const diskParameters = ({ args, plan }: Pick<BuilderContext, 'args' | 'plan'>) => ({
  type: 'gp3',
  throughput: `${plan.throughputMibps}`,
  encrypted: 'true',
  kmsKeyId: args.key.arn,
  'csi.storage.k8s.io/fstype': 'xfs',
})

/** https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md */
function volumeTags(tags: Record<string, string>): Record<string, string> {
  const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    entries.map(([key, value], index) => [`tagSpecification_${index + 1}`, `${key}=${value}`]),
  )
}
