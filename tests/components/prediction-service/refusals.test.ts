import { describe, expect, it } from 'vitest'
import { PredictionService } from '../../../components/prediction-service/prediction-service.ts'
import type { PredictionServiceArgs } from '../../../components/prediction-service/prediction-service-args.ts'
import { ON_AWS, ON_KUBERNETES } from './arguments.ts'

const { secretArn: _, ...WITHOUT_SECRET } = ON_AWS.database
const { secretName: __, ...WITHOUT_SECRETS } = ON_KUBERNETES

const institution = (id: string) => ({ id, name: 'A', location: 'B' })

/** Arguments that are wrong in one way, and what the message says after component and name. */
const REFUSED: [string, Partial<PredictionServiceArgs>, string][] = [
  [
    'a reserved namespace',
    { namespace: 'default' },
    'namespace must be at most 63 of a–z, 0–9 and hyphen, and neither "default" nor "kube-…", got "default"',
  ],
  [
    'an institution twice',
    { institutions: [institution('ukhd'), institution('ukhd')] },
    'institutions must be one or more with different ids, each 2–32 of a–z, 0–9 and hyphen and not ending in -file, got ["ukhd","ukhd"]',
  ],
  [
    'secrets from two places',
    { secretName: 'kept' },
    'aws must be given without secretName, or left out with it, got "both"; give aws on EKS, secretName on a cluster without AWS',
  ],
  [
    'a provider by plain HTTP',
    { signIn: { issuer: 'http://sso.example', clientId: 'dataspace' } },
    'signIn.issuer must be an https address, got "http://sso.example"',
  ],
  [
    'no secret of the database on AWS',
    { database: WITHOUT_SECRET },
    'database.secretArn must be given with aws, got nothing',
  ],
  [
    'more replicas at least than at most',
    { minReplicas: 5, maxReplicas: 4 },
    'minReplicas must be a whole number of at least 1 and at most maxReplicas, got [5,4]',
  ],
  ['a drain that is too short', { drainSeconds: 0 }, 'drainSeconds must be 5–600, got 0'],
  [
    'an image by tag',
    { image: { reference: 'registry.example/service:latest' } },
    'image.reference must be <repository>@sha256:<64 hexadecimal digits>, got "registry.example/service:latest"',
  ],
  [
    'a secret among the settings',
    { settings: { JWT_SECRET: 'x' } },
    'settings must be variables that the component does not set itself and that hold no secret, got "JWT_SECRET"',
  ],
  ['no callers', { callers: [] }, 'callers must be one or more: everything else is denied, got []'],
  [
    'a caller that is neither block nor namespace',
    { callers: [{ cidr: '10.0.0.0' }] },
    'callers[0] must be either a cidr, e.g. 10.20.0.0/20, or a namespace, got {"cidr":"10.0.0.0"}',
  ],
  [
    'two egress entries of one name',
    { egress: [1, 2].map((port) => ({ name: 'oidc', to: { cidr: '192.0.2.0/24' }, port })) },
    'egress must be entries with different names, each at most 20 of a–z, 0–9 and hyphen, got ["oidc","oidc"]',
  ],
  [
    'a port that is none',
    { egress: [{ name: 'oidc', to: { cidr: '192.0.2.0/24' }, port: 0 }] },
    'egress "oidc" port must be 1–65535, got 0',
  ],
]

const refusal = (name: string, args: PredictionServiceArgs): string => {
  try {
    new PredictionService(name, args)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The arguments were accepted')
}

describe('A PredictionService refuses', () => {
  it.each(REFUSED)('%s', (_case, wrong, message) => {
    expect(refusal('readmission', { ...ON_AWS, ...wrong })).toBe(
      `PredictionService "readmission": ${message}`,
    )
  })

  it('a name that no Kubernetes object can have', () => {
    expect(refusal('Read_Mission', { ...ON_AWS, namespace: 'a' })).toBe(
      'PredictionService "Read_Mission": name must be at most 44 of a–z, 0–9 and hyphen, starting with a letter, got "Read_Mission"',
    )
  })

  it('to start without any secrets', () => {
    expect(refusal('readmission', WITHOUT_SECRETS)).toContain('got "neither"')
  })

  it('everything that is wrong, at once', () => {
    const wrong = { ...ON_AWS, callers: [], drainSeconds: 0, institutions: [] }
    expect(refusal('readmission', wrong).split('\n')).toHaveLength(3)
  })
})
