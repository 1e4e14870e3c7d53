import { describe, expect, it } from 'vitest'
import { Edge } from '../../../components/edge/edge.ts'
import type { EdgeArgs } from '../../../components/edge/edge-args.ts'
import { EDGE } from './arguments.ts'

const { internalCidrs: _, ...WITHOUT_ACCESS } = EDGE
const bucket = { ...EDGE.accessLogs, keyArn: 'arn:aws:kms:eu-central-1:123456789012:key/a' }
const backend = (hostNames: string[]) => ({ backend: { ...EDGE.backend, hostNames } })

/** Arguments that are wrong in one way, and what the message says after component and name. */
const REFUSED: [string, EdgeArgs, string][] = [
  [
    'a domain that is none',
    { ...EDGE, domain: 'localhost', ...backend(['a.localhost']) },
    'domain must be a domain, e.g. dataspace.example.org, got "localhost"',
  ],
  [
    'a host name of another domain',
    { ...EDGE, ...backend(['predict.example.com']) },
    'backend.hostNames must be one or more different host names in dataspace.example.org, got ["predict.example.com"]',
  ],
  [
    'a region whose load balancers it does not know',
    { ...EDGE, region: 'mars-1' },
    'region must be one of eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, got "mars-1"',
  ],
  [
    'to decide itself who may connect',
    WITHOUT_ACCESS,
    'internalCidrs must be given without publicAccess, or left out with it, got "neither"',
  ],
  [
    'internal and public access at once',
    { ...EDGE, publicAccess: { allowedCidrs: ['192.0.2.0/24'] } },
    'internalCidrs must be given without publicAccess, or left out with it, got "both"',
  ],
  [
    'public access without blocks',
    { ...WITHOUT_ACCESS, publicAccess: { allowedCidrs: [] } },
    'publicAccess.allowedCidrs must be one or more blocks, e.g. 10.20.0.0/16, got []',
  ],
  [
    'the whole internet as internal',
    { ...EDGE, internalCidrs: ['0.0.0.0/0'] },
    'internalCidrs must be the network\'s and the institutions\' own blocks, got ["0.0.0.0/0"]; use publicAccess for access from the internet',
  ],
  [
    'a bucket that load balancers cannot write to',
    { ...EDGE, accessLogs: bucket },
    'accessLogs must be a bucket encrypted by S3\'s own key: load balancers cannot write to others, got "a bucket with a KMS key"',
  ],
  [
    'a rate that WAF does not know',
    { ...EDGE, requestsPerFiveMinutes: 1 },
    'requestsPerFiveMinutes must be a whole number from 10 to 2000000000, got 1',
  ],
  [
    'a retention that CloudWatch does not know',
    { ...EDGE, logRetentionDays: 100 },
    'logRetentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 100',
  ],
  [
    'a deregistration without end',
    { ...EDGE, deregistrationSeconds: 9999 },
    'deregistrationSeconds must be 0–3600, got 9999',
  ],
  [
    'one subnet',
    { ...EDGE, subnetIds: ['subnet-a'] },
    'subnetIds must be two or more, in different zones, got 1',
  ],
  [
    'a rule that no group has',
    { ...EDGE, countedRules: ['Everything'] },
    'countedRules must be of SizeRestrictions_BODY, CrossSiteScripting_BODY, GenericRFI_BODY, GenericLFI_BODY, EC2MetaDataSSRF_BODY, NoUserAgent_HEADER, SQLi_BODY, got ["Everything"]',
  ],
  [
    'a tag that the controller would read as two',
    { ...EDGE, ownership: { ...EDGE.ownership, owner: 'a,b=c' } },
    'ownership must be tags without comma, and without equals sign in their names, got {"owner":"a,b=c"}',
  ],
]

const refusal = (name: string, args: EdgeArgs): string => {
  try {
    new Edge(name, args)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The arguments were accepted')
}

describe('An Edge refuses', () => {
  it.each(REFUSED)('%s', (_case, args, message) => {
    expect(refusal('edge', args)).toBe(`Edge "edge": ${message}`)
  })

  it('a name that is too long for what is named after it', () => {
    expect(refusal('Edge', EDGE)).toBe(
      'Edge "Edge": name must be at most 40 of a–z, 0–9 and hyphen, got "Edge"',
    )
  })
})
