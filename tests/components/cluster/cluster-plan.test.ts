import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ClusterAccessPolicy, type ClusterArgs } from '../../../components/cluster/cluster-args.ts'
import { planCluster } from '../../../components/cluster/cluster-plan.ts'
import { CLUSTER_ARGS } from './fixture.ts'

const planWith = (args: Partial<ClusterArgs>) => planCluster('main', { ...CLUSTER_ARGS, ...args })
const system = CLUSTER_ARGS.nodeGroups.system!
const deploy = CLUSTER_ARGS.access.deploy!

describe('a cluster plan', () => {
  it('is closed, logged, protected from deletion and current by default', () => {
    expect(planWith({})).toMatchObject({
      clusterName: 'main',
      logGroupName: '/aws/eks/main/cluster',
      logRetentionDays: 365,
      kubernetesVersion: '1.36',
      support: 'STANDARD',
      publicEndpointCidrs: undefined,
      creatorIsAdmin: false,
      zonalShift: true,
      deletionProtection: true,
      protect: false,
    })
  })

  it('takes add-on versions from the table of its Kubernetes version, single ones replaced', () => {
    const { addOns } = planWith({
      kubernetesVersion: '1.35',
      addOnVersions: { coredns: 'v1.13.2-eksbuild.99' },
    })
    expect(addOns.coredns).toBe('v1.13.2-eksbuild.99')
    expect(addOns['kube-proxy']).toMatch(/^v1\.35\./)
  })

  it('gives GPU nodes their image, taint, label and no node until one is asked for', () => {
    const gpu = { instanceTypes: ['g6.xlarge'], maxSize: 2, gpu: true }
    expect(planWith({ nodeGroups: { system, gpu } }).nodeGroups[1]).toEqual({
      key: 'gpu',
      instanceTypes: ['g6.xlarge'],
      minSize: 0,
      maxSize: 2,
      desiredSize: 0,
      capacity: 'ON_DEMAND',
      image: 'AL2023_x86_64_NVIDIA',
      diskSizeGib: 100,
      labels: { 'nvidia.com/gpu.present': 'true' },
      taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NO_SCHEDULE' }],
      subnetIds: undefined,
    })
  })

  it('accepts as public endpoint every range of /8 and smaller, and none that is larger', () => {
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))
    fc.assert(
      fc.property(address, fc.nat(32), (octets, prefix) => {
        const cidr = `${octets.join('.')}/${prefix}`
        const plan = () => planWith({ publicEndpointCidrs: [cidr] }).publicEndpointCidrs
        if (prefix < 8) expect(plan).toThrow(`got "${cidr}"`)
        else expect(plan()).toEqual([cidr])
      }),
    )
  })
})

describe('a cluster refuses', () => {
  const keys = '1–30 lower-case letters, digits and hyphens, a letter first'
  const group = (change: object) => ({ nodeGroups: { system: { ...system, ...change } } })
  const access = (change: object) => ({ access: { deploy: { ...deploy, ...change } } })
  const refusals: [string, Partial<ClusterArgs>, string][] = [
    [
      'a name that EKS refuses',
      { clusterName: '-main' },
      'clusterName must be 1–100 letters, digits, hyphens and underscores, a letter or digit first, got "-main"',
    ],
    ['an account that is none', { accountId: '123' }, 'accountId must be 12 digits, got "123"'],
    [
      'a region that is none',
      { region: 'Frankfurt' },
      'region must be a region such as eu-central-1, got "Frankfurt"',
    ],
    [
      'a Kubernetes version that the table does not have',
      { kubernetesVersion: '1.28' },
      'kubernetesVersion must be one of 1.34, 1.35, 1.36, got "1.28"',
    ],
    [
      'a retention that CloudWatch does not know',
      { logRetentionDays: 364 },
      `logRetentionDays must be one of CloudWatch's steps: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 364`,
    ],
    [
      'public addresses for services',
      { serviceCidr: '52.0.0.0/16' },
      'serviceCidr must be a /12 to /24 within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "52.0.0.0/16"',
    ],
    [
      'an endpoint that is open to the internet',
      { publicEndpointCidrs: ['10.0.0.0/8', '0.0.0.0/0'] },
      'publicEndpointCidrs[1] must be a CIDR of your own networks, /8 or smaller, got "0.0.0.0/0"; leave it out for a private endpoint only',
    ],
    [
      'a public endpoint for nobody',
      { publicEndpointCidrs: [] },
      'publicEndpointCidrs must be one or more CIDRs, got []; leave it out for a private endpoint only',
    ],
    [
      'a name of a principal that cannot name resources',
      { access: { 'On Call': deploy } },
      `access.On Call must be named by ${keys}, got "On Call"`,
    ],
    [
      'a principal that is no role or user',
      access({ principalArn: 'arn:aws:iam::123456789012:root' }),
      'access.deploy.principalArn must be the ARN of an IAM role or user, got "arn:aws:iam::123456789012:root"',
    ],
    [
      'a policy that EKS does not have',
      access({ policy: 'Root' }),
      'access.deploy.policy must be one of AmazonEKSClusterAdminPolicy, AmazonEKSAdminPolicy, AmazonEKSAdminViewPolicy, AmazonEKSEditPolicy, AmazonEKSViewPolicy, got "Root"',
    ],
    [
      'access to no namespace',
      access({ policy: ClusterAccessPolicy.View, namespaces: [] }),
      'access.deploy.namespaces must be one or more namespaces, got []; leave it out for the whole cluster',
    ],
    [
      'an administrator of the cluster who is limited to namespaces',
      access({ namespaces: ['ml'] }),
      'access.deploy.namespaces must be left out for an administrator of the whole cluster, got ["ml"]; use AmazonEKSAdminPolicy for administrators of namespaces',
    ],
    [
      'a name of a node group that cannot name resources',
      { nodeGroups: { system, GPU: system } },
      `nodeGroups.GPU must be named by ${keys}, got "GPU"`,
    ],
    [
      'a node group without instance types',
      group({ instanceTypes: [] }),
      'nodeGroups.system.instanceTypes must be one or more instance types such as m7i.large, got []',
    ],
    [
      'fewer than no nodes',
      { nodeGroups: { system, spot: { ...system, minSize: -1 } } },
      'nodeGroups.spot.minSize must be a whole number from 0, got -1',
    ],
    [
      'a most below the fewest',
      group({ desiredSize: 3, maxSize: 2 }),
      'nodeGroups.system.maxSize must be a whole number from 1 and not below minSize, got 2\nCluster "main": nodeGroups.system.desiredSize must be a whole number from minSize (3) to maxSize (2), got 3',
    ],
    [
      'disks that are too small for the image',
      group({ diskSizeGib: 8 }),
      'nodeGroups.system.diskSizeGib must be 20–16384 GiB, got 8',
    ],
    [
      'to have no room for pods that tolerate nothing',
      group({ gpu: true }),
      'nodeGroups must be groups of which one has no taint and at least one node, got ["system"]; CoreDNS and the controllers run there',
    ],
    [
      'a version of an add-on that it does not install',
      { addOnVersions: { cilium: 'v1.0.0-eksbuild.1' } },
      'addOnVersions.cilium must be for one of the add-ons aws-ebs-csi-driver, aws-efs-csi-driver, aws-secrets-store-csi-driver-provider, coredns, eks-pod-identity-agent, kube-proxy, metrics-server, vpc-cni, got "cilium"',
    ],
    [
      'a version of an add-on that is not pinned',
      { addOnVersions: { coredns: 'latest' } },
      'addOnVersions.coredns must be a version such as v1.22.4-eksbuild.3, got "latest"',
    ],
    [
      'a file system with two mount targets in one zone',
      { fileSystem: { zones: ['a', 'a'] } },
      'fileSystem.zones must be different names, one for each private subnet, got ["a","a"]',
    ],
  ]
  it.each(refusals)('%s', (_, args, message) => {
    expect(() => planWith(args)).toThrow(
      expect.objectContaining({ message: `Cluster "main": ${message}` }),
    )
  })

  it('everything at once', () => {
    const wrong = { accountId: '1', region: '', clusterName: '' }
    expect(() => planWith(wrong)).toThrow(/clusterName.*\n.*accountId.*\n.*region/)
  })
})
