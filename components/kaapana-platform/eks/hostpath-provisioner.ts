import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { HOSTPATH_HELPER_IMAGE, HOSTPATH_PROVISIONER_IMAGE } from '../../versions.ts'
import { KaapanaStorage } from '../kaapana-platform-args.ts'
import { KAAPANA_DATA_FOLDER, STORAGE_NODE } from '../values/plan-kaapana-values.ts'
import type { EksSite } from './eks-site.ts'

/** It makes pods with folders of the node, which no restricted namespace of ours would admit. */
const NAMESPACE = 'kube-system'

/** https://github.com/canonical/microk8s-core-addons/blob/main/addons/hostpath-storage/storage.yaml */
const RULES: k8s.types.input.rbac.v1.PolicyRule[] = [
  rule('persistentvolumeclaims', ['get', 'list', 'watch', 'update']),
  rule('persistentvolumes', ['get', 'list', 'watch', 'create', 'update', 'delete']),
  rule('endpoints', ['get', 'list', 'watch', 'create', 'update', 'delete']),
  rule('events', ['create', 'list', 'patch']),
  rule('pods', ['get', 'create', 'delete']),
  rule('nodes', ['get']),
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['list', 'watch'] },
]

function rule(resource: string, verbs: string[]): k8s.types.input.rbac.v1.PolicyRule {
  return { apiGroups: [''], resources: [resource], verbs }
}

/** Installs MicroK8s' own provisioner for `parity`: volumes are folders on the storage node's disk. */
export function installProvisioner(site: EksSite): pulumi.Resource[] {
  if (site.storage !== KaapanaStorage.Parity) return []
  const { child, labels } = site
  const name = `${site.name}-hostpath`
  const metadata = { name, namespace: NAMESPACE, labels }
  const account = new k8s.core.v1.ServiceAccount(name, { metadata }, child)
  const role = new k8s.rbac.v1.ClusterRole(
    name,
    { metadata: { name, labels }, rules: RULES },
    child,
  )
  const binding = new k8s.rbac.v1.ClusterRoleBinding(
    name,
    {
      metadata: { name, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
    },
    child,
  )
  const matchLabels = { 'app.kubernetes.io/name': name }
  const provisioner = new k8s.apps.v1.Deployment(
    name,
    {
      metadata,
      spec: {
        replicas: 1,
        strategy: { type: 'Recreate' },
        selector: { matchLabels },
        template: { metadata: { labels: { ...labels, ...matchLabels } }, spec: podSpec(name) },
      },
    },
    { ...child, dependsOn: [account, role, binding] },
  )
  return [provisioner]
}

const fromField = (name: string, fieldPath: string) => ({
  name,
  valueFrom: { fieldRef: { fieldPath } },
})

/** The folder is the same within as on the node: the paths of volumes are the node's. */
const podSpec = (serviceAccountName: string): k8s.types.input.core.v1.PodSpec => ({
  serviceAccountName,
  nodeSelector: { 'kaapana.io/node': STORAGE_NODE },
  containers: [
    {
      name: 'provisioner',
      image: HOSTPATH_PROVISIONER_IMAGE,
      env: [
        fromField('NAMESPACE', 'metadata.namespace'),
        fromField('NODE_NAME', 'spec.nodeName'),
        { name: 'PV_DIR', value: KAAPANA_DATA_FOLDER },
        { name: 'BUSYBOX_IMAGE', value: HOSTPATH_HELPER_IMAGE },
      ],
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'data', mountPath: KAAPANA_DATA_FOLDER }],
    },
  ],
  volumes: [{ name: 'data', hostPath: { path: KAAPANA_DATA_FOLDER, type: 'DirectoryOrCreate' } }],
})
