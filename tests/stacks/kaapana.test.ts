import { beforeAll, describe, expect, it } from 'vitest'
import type { RecordedProgram, RecordedResource } from '../../rehearsal/engine/recorded-resource.ts'
import { find } from '../components/recorded-resources.ts'
import { recordEnvironment } from './recorded-environment.ts'

/** What of the environment is Kaapana's, by its component or those of its cluster. */
const isKaapanas = ({ urn }: RecordedResource): boolean =>
  /::kaapana(-[a-z0-9-]+)?$/.test(urn) || /KaapanaPlatform\$/.test(urn)

const kubernetesOf = ({ resources }: RecordedProgram, provider: string): RecordedResource[] =>
  resources.filter((one) => one.provider.includes(`pulumi:providers:kubernetes::${provider}::`))

describe('Kaapana in prod', () => {
  let prod: RecordedProgram
  beforeAll(async () => {
    prod = await recordEnvironment('prod')
  })

  it('has a cluster in which nothing but Kaapana and what a cluster needs is deployed', () => {
    const there = kubernetesOf(prod, 'kaapana-cluster')
    expect(there.length).toBeGreaterThan(5)
    expect(there.filter((one) => !isKaapanas(one)).map(({ urn }) => urn)).toEqual([])
    const releases = there.filter(({ type }) => type === 'kubernetes:helm.sh/v3:Release')
    expect(releases.map(({ name }) => name).sort()).toEqual([
      'kaapana',
      'kaapana-cluster-services-autoscaler',
      'kaapana-cluster-services-load-balancers',
    ])
  })

  it('and nothing of it is in the cluster of the ML stack', () => {
    const there = kubernetesOf(prod, 'cluster')
    expect(there.length).toBeGreaterThan(50)
    expect(there.filter(isKaapanas)).toEqual([])
  })

  it('meets the ML stack over the network by HTTPS, HTTP that redirects, and DICOM alone', () => {
    const rules = prod.resources.filter(
      ({ type, inputs }) =>
        type === 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule' &&
        inputs.securityGroupId === find(prod, 'SecurityGroup', 'kaapana-balancer').id,
    )
    const ports = new Set(rules.map(({ inputs }) => inputs.fromPort))
    expect([...ports].sort()).toEqual([11112, 443, 80])
    const everywhere = rules.filter(({ inputs }) => inputs.cidrIpv4 === '0.0.0.0/0')
    expect(everywhere).toEqual([])
  })

  it('waits for its own cluster and the network, and for no tool of the ML stack', () => {
    const release = find(prod, 'Release', 'kaapana')
    const waited = prod.resources.filter(({ urn }) => release.dependencies.includes(urn))
    const others = waited.filter((one) => !isKaapanas(one)).map(({ name }) => name)
    expect(others).toEqual(['network'])
  })
})

describe('Kaapana in dev', () => {
  it('is an instance without a public address, and no second cluster', async () => {
    const dev = await recordEnvironment('dev')
    const machines = dev.resources.filter(({ type }) => type === 'aws:ec2/instance:Instance')
    expect(machines.map(({ inputs }) => inputs.associatePublicIpAddress)).toEqual([false])
    const clusters = dev.resources.filter(({ type }) => type === 'aws:eks/cluster:Cluster')
    expect(clusters.map(({ name }) => name)).toEqual(['cluster-eksCluster'])
    expect(dev.outputs.kaapana).toMatchObject({
      url: 'https://kaapana.dev.dataspace.hospital.example',
      dicomPort: 11112,
      checkCommand: 'dataspace kaapana check https://kaapana.dev.dataspace.hospital.example',
    })
  })
})
