import { beforeAll, describe, expect, it } from 'vitest'
import { ImageBuilderCapacity } from '../../../components/image-builder/image-builder-args.ts'
import { BUILDKIT } from '../../../components/versions.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { IN_CLUSTER, MIRROR } from './arguments.ts'
import { awaited, childrenOf, find, recorded } from './recorded-builder.ts'

const TAGS = {
  owner: 'imaging-platform',
  environment: 'test',
  institution: 'shared',
  'data-class': 'internal',
}
const TAINT = 'dataspace/image-builder'

let program: RecordedProgram
beforeAll(async () => {
  program = await recorded(IN_CLUSTER)
})

// biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
const inputs = (kind: string, name?: string): any => find(program, kind, name).inputs
const podSpec = () => inputs('StatefulSet').spec.template.spec

describe('ImageBuilder on Kubernetes', () => {
  it('makes these children and no others', () => {
    expect(childrenOf(program)).toEqual([
      'aws:ec2/launchTemplate:LaunchTemplate builder-nodes',
      'aws:eks/nodeGroup:NodeGroup builder-nodes',
      'aws:iam/policy:Policy builder-client',
      'kubernetes:apps/v1:StatefulSet builder',
      'kubernetes:core/v1:ConfigMap builder-config',
      'kubernetes:core/v1:Namespace builder',
      'kubernetes:core/v1:PersistentVolumeClaim builder-cache',
      'kubernetes:core/v1:ResourceQuota builder',
      'kubernetes:core/v1:ServiceAccount builder',
      'kubernetes:networking.k8s.io/v1:NetworkPolicy builder-deny-all',
      'kubernetes:networking.k8s.io/v1:NetworkPolicy builder-to-dns',
      'kubernetes:networking.k8s.io/v1:NetworkPolicy builder-to-endpoints',
      'kubernetes:networking.k8s.io/v1:NetworkPolicy builder-to-internet',
      'kubernetes:rbac.authorization.k8s.io/v1:Role builder-client',
      'kubernetes:rbac.authorization.k8s.io/v1:RoleBinding builder-client',
      'kubernetes:storage.k8s.io/v1:StorageClass builder-cache',
    ])
  })

  it('has a node group of its own that is empty until a pod asks, in the zone of the cache', () => {
    const group = find(program, 'NodeGroup', 'builder-nodes')
    expect(group.inputs).toMatchObject({
      clusterName: 'main',
      nodeRoleArn: 'arn:aws:iam::123456789012:role/nodes',
      subnetIds: ['subnet-a'],
      version: '1.36',
      amiType: 'AL2023_x86_64_STANDARD',
      instanceTypes: ['m7i.2xlarge'],
      capacityType: 'SPOT',
      scalingConfig: { minSize: 0, maxSize: 1, desiredSize: 0 },
      labels: { [TAINT]: 'builder', 'topology.ebs.csi.aws.com/zone': 'eu-central-1a' },
      taints: [{ key: TAINT, value: 'builder', effect: 'NO_SCHEDULE' }],
      tags: { ...TAGS, Name: 'builder-nodes' },
    })
    expect(group.ignoreChanges).toEqual(['scalingConfig.desiredSize'])
  })

  it('gives nodes an encrypted disk, and pods on them no way to credentials', () => {
    expect(inputs('LaunchTemplate', 'builder-nodes')).toMatchObject({
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        { ebs: { encrypted: 'true', kmsKeyId: IN_CLUSTER.key.arn, volumeSize: 30 } },
      ],
      tags: { ...TAGS, Name: 'builder-nodes' },
    })
  })

  it('buys on demand when told to', async () => {
    const made = await recorded({ ...IN_CLUSTER, capacity: ImageBuilderCapacity.OnDemand })
    expect(find(made, 'NodeGroup', 'builder-nodes').inputs.capacityType).toBe('ON_DEMAND')
  })

  it('keeps the cache on an encrypted, tagged disk that outlives the pod', () => {
    expect(inputs('StorageClass', 'builder-cache')).toMatchObject({
      provisioner: 'ebs.csi.aws.com',
      parameters: {
        type: 'gp3',
        throughput: '125',
        encrypted: 'true',
        kmsKeyId: IN_CLUSTER.key.arn,
        'csi.storage.k8s.io/fstype': 'xfs',
        tagSpecification_1: 'Name=builder-cache',
        tagSpecification_5: 'owner=imaging-platform',
      },
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    })
    expect(inputs('PersistentVolumeClaim', 'builder-cache')).toMatchObject({
      metadata: { annotations: { 'pulumi.com/skipAwait': 'true' } },
      spec: {
        accessModes: ['ReadWriteOncePod'],
        storageClassName: 'builder-cache',
        resources: { requests: { storage: '200Gi' } },
      },
    })
  })

  it('has no pod until somebody builds, and leaves the scale to them', () => {
    const set = find(program, 'StatefulSet')
    expect(set.inputs.spec).toMatchObject({ replicas: 0 })
    expect(set.ignoreChanges).toEqual(['spec.replicas'])
    expect(awaited(program, set)).toEqual([
      'ConfigMap builder-config',
      'Namespace builder',
      'NetworkPolicy builder-deny-all',
      'NetworkPolicy builder-to-dns',
      'NetworkPolicy builder-to-endpoints',
      'NetworkPolicy builder-to-internet',
      'NodeGroup builder-nodes',
      'PersistentVolumeClaim builder-cache',
      'ResourceQuota builder',
      'ServiceAccount builder',
    ])
  })

  it('runs buildkitd without root, of a size that leaves the node its own', () => {
    const { containers, nodeSelector, tolerations, automountServiceAccountToken } = podSpec()
    expect(automountServiceAccountToken).toBe(false)
    expect(nodeSelector).toEqual({ [TAINT]: 'builder' })
    expect(tolerations).toEqual([
      { key: TAINT, operator: 'Equal', value: 'builder', effect: 'NoSchedule' },
    ])
    expect(containers).toHaveLength(1)
    expect(containers[0]).toMatchObject({
      name: 'buildkitd',
      image: BUILDKIT.rootlessImage,
      args: ['--config', '/etc/buildkit/buildkitd.toml'],
      resources: { requests: { cpu: '7', memory: '24Gi' }, limits: { memory: '28Gi' } },
      securityContext: { privileged: false, runAsNonRoot: true, runAsUser: 1000 },
    })
    expect(containers[0].ports).toBeUndefined()
  })

  it('gives the disk to its user by one step that may do nothing else', () => {
    const [step, ...others] = podSpec().initContainers
    expect(others).toEqual([])
    expect(step.command).toEqual(['chown', '1000:1000', '/home/user/.local/share/buildkit'])
    expect(step.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['CHOWN'] },
    })
    expect(podSpec().securityContext).toBeUndefined()
  })

  it('lets nobody in, and build steps to the internet and the endpoints of the network alone', () => {
    const policy = (role: string) => inputs('NetworkPolicy', `builder-${role}`).spec
    expect(policy('deny-all')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    expect(policy('to-internet').egress).toEqual([
      {
        to: [
          {
            ipBlock: {
              cidr: '0.0.0.0/0',
              except: [
                '10.0.0.0/8',
                '100.64.0.0/10',
                '169.254.0.0/16',
                '172.16.0.0/12',
                '192.168.0.0/16',
              ],
            },
          },
        ],
        ports: [
          { protocol: 'TCP', port: 80 },
          { protocol: 'TCP', port: 443 },
        ],
      },
    ])
    expect(policy('to-endpoints').egress).toEqual([
      { to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: [{ protocol: 'TCP', port: 443 }] },
    ])
  })

  it('lets clients exec into the one pod and scale the one set', () => {
    const rules = inputs('Role', 'builder-client').rules as Record<string, string[]>[]
    expect(
      rules.map(({ resources, resourceNames, verbs }) => [resources, resourceNames, verbs]),
    ).toEqual([
      [['pods'], ['builder-0'], ['get']],
      [['pods/exec'], ['builder-0'], ['create', 'get']],
      [['pods/log'], ['builder-0'], ['get']],
      [['events'], undefined, ['list']],
      [['statefulsets'], ['builder'], ['get', 'list', 'watch']],
      [['statefulsets/scale'], ['builder'], ['get', 'patch', 'update']],
    ])
    expect(inputs('RoleBinding', 'builder-client').subjects).toMatchObject([
      { kind: 'Group', name: 'image-builders' },
    ])
  })

  it('gives the commands that build with it', () => {
    expect(program.outputs).toMatchObject({
      builderName: 'builder',
      createCommand:
        "docker buildx create --name builder --driver remote 'kube-pod://builder-0?namespace=builder&container=buildkitd'",
      startCommand:
        'kubectl --namespace builder scale statefulset builder --replicas=1 && kubectl --namespace builder rollout status statefulset builder --timeout=15m',
      diagnoseCommand: 'kubectl --namespace builder describe pod builder-0',
      stopCommand: 'kubectl --namespace builder scale statefulset builder --replicas=0',
    })
    expect(program.outputs).not.toHaveProperty('connectCommand')
  })

  it('lets clients push to the repositories, pull through caches and find the cluster', async () => {
    const bases = 'arn:aws:ecr:eu-central-1:123456789012:repository/docker-hub/*'
    const made = await recorded({ ...IN_CLUSTER, pullRepositoryArns: [bases] })
    const { policy, tags } = find(made, 'Policy', 'builder-client').inputs
    const pull = [
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:DescribeImages',
      'ecr:GetDownloadUrlForLayer',
    ]
    const push = [
      'ecr:CompleteLayerUpload',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ]
    expect(tags).toEqual({ ...TAGS, Name: 'builder-client' })
    expect(JSON.parse(String(policy))).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Login', Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
        {
          Sid: 'Push',
          Effect: 'Allow',
          Action: [...pull, ...push],
          Resource: ['arn:aws:ecr:eu-central-1:123456789012:repository/kaapana'],
        },
        {
          Sid: 'PullBases',
          Effect: 'Allow',
          Action: [...pull, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
          Resource: [bases],
        },
        {
          Sid: 'FindCluster',
          Effect: 'Allow',
          Action: ['eks:DescribeCluster'],
          Resource: 'arn:aws:eks:eu-central-1:123456789012:cluster/main',
        },
      ],
    })
  })

  it('rolls the pod when a mirror changes, by another name of its configuration', async () => {
    const configName = (made: RecordedProgram) =>
      (find(made, 'ConfigMap', 'builder-config').inputs.metadata as { name: string }).name
    const other = await recorded({ ...IN_CLUSTER, mirrors: { 'docker.io': MIRROR } })
    expect(configName(program)).toMatch(/^builder-config-[0-9a-f]{10}$/)
    expect(configName(other)).not.toBe(configName(program))
  })

  it('keeps no secret', () => {
    expect(program.resources.flatMap(({ secretInputs }) => secretInputs)).toEqual([])
  })
})
