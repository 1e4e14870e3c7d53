import { describe, expect, it } from 'vitest'
import { findExposure } from '../../../rehearsal/plan/exposure.ts'
import type { PlannedResource } from '../../../rehearsal/plan/plan.ts'
import { planned } from './planned.ts'

const found = (...resources: PlannedResource[]) =>
  findExposure(resources).map(({ what, from }) => `${what}: ${from.join(' ')}`)

describe('what is exposed', () => {
  it('is not a public subnet with a route to the internet, nor the address of a NAT gateway', () => {
    const eip = planned('aws:ec2/eip:Eip', 'nat', { id: 'eipalloc-1' })
    const nat = planned('aws:ec2/natGateway:NatGateway', 'nat', {
      inputs: { allocationId: 'eipalloc-1' },
    })
    const subnet = planned('aws:ec2/subnet:Subnet', 'public', { inputs: {} })
    const route = planned('aws:ec2/route:Route', 'out', {
      inputs: { destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' },
    })
    expect(found(eip, nat, subnet, route)).toEqual([])
  })

  it.each<[string, string, PlannedResource['inputs'], string]>([
    [
      'a security group open to everyone, inline',
      'aws:ec2/securityGroup:SecurityGroup',
      { ingress: [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidrBlocks: ['0.0.0.0/0'] }] },
      'security group open on tcp 22: 0.0.0.0/0',
    ],
    [
      'a rule of its own for IPv6',
      'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
      { ipProtocol: '-1', cidrIpv6: '::/0' },
      'security group open on every port: ::/0',
    ],
    [
      'a load balancer that is not internal',
      'aws:lb/loadBalancer:LoadBalancer',
      {},
      'internet-facing load balancer: anyone',
    ],
    [
      'the Kubernetes API by default',
      'aws:eks/cluster:Cluster',
      { vpcConfig: {} },
      'public endpoint of the Kubernetes API: 0.0.0.0/0',
    ],
    [
      'the Kubernetes API to some',
      'aws:eks/cluster:Cluster',
      { vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ['198.51.100.0/24'] } },
      'public endpoint of the Kubernetes API: 198.51.100.0/24',
    ],
    [
      'a bucket policy for everyone',
      'aws:s3/bucketPolicy:BucketPolicy',
      { policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}]}' },
      'S3 bucket whose policy admits everyone: anyone',
    ],
    [
      'a bucket whose public access is not blocked in full',
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
      {
        blockPublicAcls: true,
        blockPublicPolicy: false,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      'S3 bucket may be made public (blockPublicPolicy off): anyone',
    ],
    [
      'a database with a public address',
      'aws:rds/instance:Instance',
      { publiclyAccessible: true },
      'database with a public address: anyone',
    ],
    [
      'an ingress of Kubernetes',
      'kubernetes:networking.k8s.io/v1:Ingress',
      {
        metadata: {
          annotations: {
            'alb.ingress.kubernetes.io/scheme': 'internet-facing',
            'alb.ingress.kubernetes.io/inbound-cidrs': '192.0.2.0/24, 198.51.100.0/24',
          },
        },
      },
      'internet-facing Kubernetes ingress: 192.0.2.0/24 198.51.100.0/24',
    ],
  ])('is %s', (_, type, inputs, told) => {
    expect(found(planned(type, 'it', { inputs }))).toEqual([told])
  })

  it.each<[string, string, PlannedResource['inputs']]>([
    [
      'a security group open to the network only',
      'aws:ec2/securityGroup:SecurityGroup',
      { ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidrBlocks: ['10.0.0.0/8'] }] },
    ],
    ['an internal load balancer', 'aws:lb/loadBalancer:LoadBalancer', { internal: true }],
    [
      'a private Kubernetes API',
      'aws:eks/cluster:Cluster',
      { vpcConfig: { endpointPublicAccess: false } },
    ],
    [
      'a policy that denies everyone what is not TLS',
      'aws:s3/bucketPolicy:BucketPolicy',
      { policy: '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*"}]}' },
    ],
  ])('is not %s', (_, type, inputs) => {
    expect(found(planned(type, 'it', { inputs }))).toEqual([])
  })

  it('of a load balancer is what its security group admits', () => {
    const balancer = planned('aws:lb/loadBalancer:LoadBalancer', 'edge', {
      inputs: { securityGroups: ['sg-1'] },
    })
    const rule = planned('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule', 'https', {
      inputs: { securityGroupId: 'sg-1', cidrIpv4: '192.0.2.0/24' },
    })
    expect(found(balancer, rule)).toEqual(['internet-facing load balancer: 192.0.2.0/24'])
  })

  it('names the institution at the other end of a VPN', () => {
    const customer = planned('aws:ec2/customerGateway:CustomerGateway', 'north', {
      id: 'cgw-1',
      inputs: { ipAddress: '203.0.113.10' },
    })
    const vpn = planned('aws:ec2/vpnConnection:VpnConnection', 'north', {
      inputs: { customerGatewayId: 'cgw-1' },
    })
    expect(found(customer, vpn)).toEqual(['VPN to an institution: 203.0.113.10'])
  })
})
