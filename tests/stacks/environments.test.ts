import { describe, expect, it } from 'vitest'
import { recordEnvironment } from './recorded-environment.ts'

const ALWAYS = [
  'artifactRoot',
  'auditBucket',
  'cluster',
  'database',
  'dvcRemote',
  'environment',
  'institutionBuckets',
  'kubeconfig',
  'natPublicIps',
  'network',
  'region',
  'repositories',
  'serviceImage',
  'serviceSecrets',
  'serviceUrl',
]
const WITH_EDGE = [...ALWAYS, 'loadBalancer', 'nameServers', 'urls'].sort()

describe('the committed settings', () => {
  it.each([
    ['dev', ALWAYS],
    ['staging', WITH_EDGE],
    ['prod', WITH_EDGE],
  ])('make %s, with outputs by name', async (stack, names) => {
    const { outputs, secretOutputs } = await recordEnvironment(stack)
    expect(Object.keys(outputs).sort()).toEqual(names)
    expect(secretOutputs).toEqual(['kubeconfig'])
  })
})
