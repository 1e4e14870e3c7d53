import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { estimateCost } from '../../rehearsal/cost/estimate.ts'
import { recordEnvironment } from './recorded-environment.ts'

const ALWAYS = [
  'artifactRoot',
  'auditBucket',
  'cluster',
  'database',
  'dvcRemote',
  'environment',
  'grafanaUrl',
  'institutionBuckets',
  'kaapana',
  'kubeconfig',
  'natPublicIps',
  'network',
  'pipelinesUrl',
  'region',
  'repositories',
  'serviceImage',
  'serviceSecrets',
  'serviceUrl',
  'trackingUrl',
]
const STACK = 'pulumi:pulumi:Stack'
const WITH_EDGE = [...ALWAYS, 'loadBalancer', 'nameServers', 'urls'].sort()

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')

/** Resources and dollars a month of an environment, as README has them. */
const told = (stack: string): number[] => {
  const row = new RegExp(`^\\| \`${stack}\` +\\| +([\\d,]+) \\| +([\\d,]+) USD`, 'm').exec(README)
  return (row ?? []).slice(1).map((figure) => Number(figure.replaceAll(',', '')))
}

describe('the committed settings', () => {
  it.each([
    ['dev', ALWAYS],
    ['staging', WITH_EDGE],
    ['prod', WITH_EDGE],
  ])('make %s, with outputs by name', async (stack, names) => {
    const { resources, outputs, secretOutputs } = await recordEnvironment(stack)
    expect(Object.keys(outputs).sort()).toEqual(names)
    expect(secretOutputs).toEqual(['kubeconfig'])
    const count = resources.filter(({ id, type }) => id !== '' && type !== STACK).length
    const { atLeast } = estimateCost(resources, 'eu-central-1')
    const [toldCount = 0, toldCost = 0] = told(stack)
    expect(Math.abs(toldCount / count - 1)).toBeLessThan(0.03)
    expect(Math.abs(toldCost / atLeast - 1)).toBeLessThan(0.03)
  })
})
