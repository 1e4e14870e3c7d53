import { z } from 'zod'
import { parseCidr } from '../../components/network/cidr.ts'
import { isPublicAddress } from '../../components/site-link/public-address.ts'
import { isPrivateBlock } from './cidr.ts'
import { guidance, text } from './leaves.ts'

/** The EU's commercial AWS regions; Switzerland and the United Kingdom are not in it. */
export const EU_REGIONS = [
  'eu-central-1',
  'eu-west-1',
  'eu-west-3',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
] as const

/** Name of an AWS region of the commercial partition. */
export const region = (example = 'eu-west-1') =>
  text(/^(?!us-gov|cn-|eusc-)[a-z]{2}-[a-z]+-\d$/, 'an AWS region, e.g. eu-central-1', example)

/** An AWS account id. */
export const accountId = () =>
  text(
    /^\d{12}$/,
    'the 12 digits of an AWS account, quoted in YAML, or its leading zero is lost',
    '123456789012',
  )

/** An IPv4 block of any use, its prefix of a length or longer. */
export const cidr = (example = '193.174.1.0/24', shortest = 0) =>
  z
    .string()
    .refine((value) => (parseCidr(value)?.prefix ?? -1) >= shortest)
    .register(guidance, {
      allowed: `an IPv4 block without host bits, a.b.c.d/n${shortest > 0 ? `, /${shortest} or longer` : ''}`,
      example,
    })

/** A private IPv4 block with a prefix in bounds. */
export const privateCidr = (shortest: number, longest: number, example: string) =>
  z
    .string()
    .refine((value) => {
      const prefix = parseCidr(value)?.prefix ?? 0
      return isPrivateBlock(value) && prefix >= shortest && prefix <= longest
    })
    .register(guidance, {
      allowed: `a private IPv4 block without host bits, /${shortest} to /${longest}`,
      example,
    })

/** An address that others on the internet can reach. */
export const publicAddress = () =>
  z.string().refine(isPublicAddress).register(guidance, {
    allowed: 'an IPv4 address that the internet can reach, not a private or example one',
    example: '193.174.1.10',
  })

/** A DNS name of at least two labels. */
export const dnsName = (example: string) =>
  text(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'a lower-case DNS name',
    example,
  )

/** An e-mail address. */
export const email = () =>
  z.email().max(254).register(guidance, {
    allowed: 'an e-mail address',
    example: 'platform@hospital.example',
  })

/** A resource id with a prefix, e.g. `subnet-0a1b2c3d`. */
export const resourceId = (prefix: string) =>
  text(
    new RegExp(`^${prefix}-[0-9a-f]{8,17}$`),
    `an id ${prefix}-… of 8–17 hexadecimal digits`,
    `${prefix}-0123456789abcdef0`,
  )

/** ARN of a secret with the account at a public registry; ECR finds it by how its name starts. */
export const secretArn = () =>
  text(
    /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/[\w/+=.@-]+$/,
    'the ARN of a Secrets Manager secret whose name starts with ecr-pullthroughcache/',
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/hub-a1b2c3',
  )

/** A role: by name in the environment's own account, or by ARN. */
export const rolePrincipal = () =>
  text(
    /^(role\/[\w+=,.@/-]{1,128}|arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,512})$/,
    'role/<name> in the own account, or an ARN of an IAM role or user',
    'role/dataspace-deploy',
  )

/** An amount as Kubernetes writes processor time. */
export const cpuQuantity = () =>
  text(/^([1-9]\d{0,4}m|[1-9]\d?)$/, 'processor time, e.g. 250m or 1', '250m')

/** An amount as Kubernetes writes memory. */
export const memoryQuantity = () =>
  text(/^[1-9]\d{0,5}(Mi|Gi)$/, 'an amount of memory in Mi or Gi, e.g. 256Mi', '256Mi')
