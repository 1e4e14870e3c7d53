import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { planCluster } from '../../../components/cluster/cluster-plan.ts'
import { corefile } from '../../../components/cluster/corefile.ts'
import { nodeUserData } from '../../../components/cluster/node-user-data.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import { refusalOf } from '../refusal.ts'
import { CLUSTER_ARGS, clusterProgram, finder } from './fixture.ts'

const SCRIPT = '#!/bin/bash\nsysctl -w vm.max_map_count=262144\n'
const system = { instanceTypes: ['m7i.4xlarge'], minSize: 3, maxSize: 3 }

/** Content types and bodies, as the library reads them that cloud-init uses. */
const READ = `
import email, json, sys
message = email.message_from_string(sys.stdin.read())
print(json.dumps([[part.get_content_type(), part.get_payload()] for part in message.get_payload()]))
`
const partsOf = (userData: string): [string, string][] =>
  JSON.parse(
    execFileSync('python3', ['-c', READ], {
      input: Buffer.from(userData, 'base64'),
      encoding: 'utf8',
    }),
  )

describe('the start of nodes', () => {
  it('is left to EKS where nothing is asked for', () => {
    expect(nodeUserData({ bootScript: undefined, maxPods: undefined })).toBeUndefined()
  })

  it('runs a script, and tells kubelet how many pods it takes', async () => {
    const program = await record(() => {
      clusterProgram({ nodeGroups: { system: { ...system, bootScript: SCRIPT, maxPods: 110 } } })
    })
    const template = finder(program)('aws:ec2/launchTemplate:LaunchTemplate', 'main-system')
    const [script, config, ...more] = partsOf(String(template.inputs.userData))
    expect(script).toEqual(['text/x-shellscript', SCRIPT])
    expect(config?.[0]).toBe('application/node.eks.aws')
    expect(JSON.parse(config?.[1] ?? '')).toEqual({
      apiVersion: 'node.eks.aws/v1alpha1',
      kind: 'NodeConfig',
      spec: { kubelet: { config: { maxPods: 110 } } },
    })
    expect(more).toEqual([])
  })

  it.each([
    [
      { bootScript: 'echo' },
      'nodeGroups.system.bootScript must be a script that starts with #!, at most 15000 bytes, got "4 bytes"',
    ],
    [{ maxPods: 300 }, 'nodeGroups.system.maxPods must be a whole number, 8–250, got 300'],
  ])('is refused as %j', (wrong, message) => {
    const nodeGroups = { system: { ...system, ...wrong } }
    expect(refusalOf(() => planCluster('main', { ...CLUSTER_ARGS, nodeGroups }))).toBe(
      `Cluster "main": ${message}`,
    )
  })
})

describe('further policies of nodes', () => {
  it('are attached before there is a node', async () => {
    const volume = 'arn:aws:iam::123456789012:policy/volume'
    const program = await record(() => {
      clusterProgram({ nodePolicyArns: { volume } })
    })
    const find = finder(program)
    const attached = find('aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'main-node-volume')
    expect(attached.inputs.policyArn).toBe(volume)
    expect(find('eks:index:ManagedNodeGroup', 'main-system').dependencies).toContain(attached.urn)
  })
})

describe('names of services outside', () => {
  const REWRITES = { 'kaapana.hospital.example': 'oauth2-proxy-service.admin.svc.cluster.local' }

  it('are rewritten before Kubernetes is asked', () => {
    const lines = corefile(REWRITES).split('\n')
    const rule =
      '    rewrite name exact kaapana.hospital.example. oauth2-proxy-service.admin.svc.cluster.local.'
    expect(lines.indexOf(rule)).toBeGreaterThan(0)
    expect(lines.indexOf(rule)).toBeLessThan(
      lines.findIndex((line) => line.trim().startsWith('kubernetes ')),
    )
  })

  it('are part of CoreDNS’s configuration, which is EKS’s own without any', async () => {
    const configurationOf = async (args: object) => {
      const program = await record(() => {
        clusterProgram(args)
      })
      return finder(program)('eks:index:Addon', 'main-coredns').inputs.configurationValues
    }
    expect(await configurationOf({ nameRewrites: REWRITES })).toHaveProperty(
      'corefile',
      corefile(REWRITES),
    )
    expect(await configurationOf({})).not.toHaveProperty('corefile')
  })

  it('are refused where the answer is no Service of the cluster', () => {
    const nameRewrites = { 'kaapana.hospital.example': '10.0.0.1' }
    expect(refusalOf(() => planCluster('main', { ...CLUSTER_ARGS, nameRewrites }))).toBe(
      'Cluster "main": nameRewrites["kaapana.hospital.example"] must be a host name with a Service, <name>.<namespace>.svc.cluster.local, got "10.0.0.1"',
    )
  })
})
