import { createHash } from 'node:crypto'
import type { OutputRule } from './simulate.ts'

const hex = (seed: string, length: number): string =>
  createHash('sha512').update(seed).digest('hex').slice(0, length)

const count = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise

/** Outputs of the types that do not belong to AWS. */
export const OTHER_OUTPUTS: Readonly<Record<string, OutputRule>> = {
  'random:index/randomPassword:RandomPassword': ({ urn, inputs }) => ({
    id: 'none',
    result: hex(urn, count(inputs.length, 32)),
  }),
  'random:index/randomBytes:RandomBytes': ({ urn, inputs }) => {
    const value = hex(urn, count(inputs.length, 32) * 2)
    return { id: 'none', hex: value, base64: Buffer.from(value, 'hex').toString('base64') }
  },
  'random:index/randomId:RandomId': ({ urn, inputs }) => {
    const value = hex(urn, count(inputs.byteLength, 8) * 2)
    return { id: value, hex: value, b64Url: value, dec: String(Number.parseInt(value, 16)) }
  },
  'docker-build:index:Image': ({ urn, inputs }) => {
    const digest = `sha256:${hex(urn, 64)}`
    const [tag = ''] = (inputs.tags as string[] | undefined) ?? []
    const repository = tag.replace(/:[^:/]*$/, '')
    return { digest, ref: `${repository}@${digest}`, contextHash: hex(`${urn}context`, 64) }
  },
  'docker-build:index:Index': ({ urn, inputs }) => ({
    ref: `${inputs.tag ?? ''}@sha256:${hex(urn, 64)}`,
  }),
  // A Docker engine answers with the names and identities that docker inspect shows.
  'docker:index/remoteImage:RemoteImage': ({ urn, inputs }) => {
    const imageId = `sha256:${hex(urn, 64)}`
    const repository = String(inputs.name).replace(/(@.*|:[^:/]*)$/, '')
    return { imageId, repoDigest: `${repository}@sha256:${hex(`${urn}digest`, 64)}` }
  },
  'docker:index/container:Container': ({ urn, inputs }) => ({
    id: hex(urn, 64),
    hostname: inputs.hostname ?? hex(urn, 12),
    exitCode: 0,
  }),
  'docker:index/network:Network': ({ urn, inputs }) => ({
    id: hex(urn, 64),
    driver: inputs.driver ?? 'bridge',
  }),
  'docker:index/volume:Volume': ({ name, inputs }) => ({
    id: String(inputs.name ?? name),
    mountpoint: `/var/lib/docker/volumes/${inputs.name ?? name}/_data`,
  }),
  // What `helm push` prints, for a command that pushes a chart.
  'command:local:Command': ({ urn, inputs }) => ({
    stdout: String(inputs.create).includes('helm push') ? `Digest: sha256:${hex(urn, 64)}\n` : '',
    stderr: '',
  }),
  // As the AWS Load Balancer Controller writes it once the load balancer is there.
  'kubernetes:networking.k8s.io/v1:Ingress': ({ digest, region }) => ({
    status: {
      loadBalancer: {
        ingress: [{ hostname: `sim-${digest.slice(0, 10)}.${region}.elb.amazonaws.com` }],
      },
    },
  }),
}
