import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import type { ImageBuilderPlan } from './image-builder-plan.ts'

type PodSpec = k8s.types.input.core.v1.PodSpec
type Container = k8s.types.input.core.v1.Container

/** Taint and label of the builder's node: what else runs in the cluster keeps off it. */
export const NODE_TAINT = 'dataspace/image-builder'

/** Name of the container that runs buildkitd. */
export const CONTAINER = 'buildkitd'

/** User of BuildKit's rootless image; another one would need another image. */
const ID = 1000
const STATE = '/home/user/.local/share/buildkit'
const CONFIG = '/etc/buildkit'

/** What a builder's pod refers to. */
export interface BuilderPodParts {
  readonly plan: ImageBuilderPlan
  readonly image: pulumi.Input<string>
  readonly serviceAccount: pulumi.Input<string>
  /** ConfigMap with buildkitd.toml. */
  readonly config: pulumi.Input<string>
  /** Claim of the cache's disk. */
  readonly claim: pulumi.Input<string>
}

/**
 * The pod of a builder: buildkitd without root, on the node that is tainted for it.
 * https://github.com/moby/buildkit/blob/v0.33.0/examples/kubernetes/statefulset.rootless.yaml
 */
export function builderPod(parts: BuilderPodParts): PodSpec {
  const { plan, config, claim } = parts
  return {
    serviceAccountName: parts.serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: { [NODE_TAINT]: plan.builder },
    tolerations: [
      { key: NODE_TAINT, operator: 'Equal', value: plan.builder, effect: 'NoSchedule' },
    ],
    terminationGracePeriodSeconds: 60,
    initContainers: [ownCache(parts)],
    containers: [daemon(parts)],
    volumes: [
      { name: 'cache', persistentVolumeClaim: { claimName: claim } },
      { name: 'config', configMap: { name: config, defaultMode: 0o444 } },
    ],
  }
}

/**
 * Gives the new disk to buildkitd's user. `fsGroup` would do it too, but leave the setgid bit on the
 * folder, which every folder of every image layer would then inherit.
 */
function ownCache({ image }: BuilderPodParts): Container {
  return {
    name: 'own-cache',
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['chown', `${ID}:${ID}`, STATE],
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
    securityContext: {
      runAsUser: 0,
      runAsGroup: 0,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'], add: ['CHOWN'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [{ name: 'cache', mountPath: STATE }],
  }
}

function daemon({ image, plan }: BuilderPodParts): Container {
  const { vcpus, memoryGib } = plan.size
  return {
    name: CONTAINER,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: ['--config', `${CONFIG}/buildkitd.toml`],
    resources: {
      // The rest of the machine is the kubelet's and the node's own pods'.
      requests: { cpu: `${vcpus - 1}`, memory: `${Math.floor(memoryGib * 0.75)}Gi` },
      limits: { memory: `${Math.floor(memoryGib * 0.875)}Gi` },
    },
    // What running without root takes: namespaces and mounts of its own, which the default profiles
    // forbid, and newuidmap, which has to gain rights to set up the user's range of ids.
    securityContext: {
      privileged: false,
      runAsNonRoot: true,
      runAsUser: ID,
      runAsGroup: ID,
      allowPrivilegeEscalation: true,
      seccompProfile: { type: 'Unconfined' },
      appArmorProfile: { type: 'Unconfined' },
    },
    startupProbe: { ...answers, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...answers, periodSeconds: 30 },
    // A build that uses every core makes the probe slow before anything is wrong.
    livenessProbe: { ...answers, periodSeconds: 60, failureThreshold: 10 },
    volumeMounts: [
      { name: 'cache', mountPath: STATE },
      { name: 'config', mountPath: CONFIG, readOnly: true },
    ],
  }
}

const answers = { exec: { command: ['buildctl', 'debug', 'workers'] }, timeoutSeconds: 20 }
