import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../../stacks/settings/parse.ts'
import { pathText, SettingsError } from '../../../stacks/settings/problem.ts'
import { type ConfigTree, configOf, merged } from '../config-tree.ts'
import { KUBERNETES_CASES } from '../rules/kubernetes-cases.ts'
import { IN_CLUSTER, LEAST, MOST } from './settings-trees.ts'

const problemsOf = (tree: ConfigTree, secrets: readonly string[] = []) => {
  try {
    parseSettings(configOf(tree), { secrets })
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

describe('settings of an environment on a cluster that exists', () => {
  it.each([
    ['the least', LEAST],
    ['the tools with PostgreSQL in the cluster', IN_CLUSTER],
    ['everything', MOST],
  ])('are right: %s', (_, tree) => {
    expect(problemsOf(tree)).toEqual([])
  })

  it('give PostgreSQL a quarter of a core and 256 MiB, at most a core and 1 GiB', () => {
    // Pulumi adds the defaults of Pulumi.yaml.
    const defaults = {
      'aws:region': '',
      accountId: '',
      dataResidency: 'eu',
      network: {},
      local: {},
    }
    expect(parseSettings(configOf(merged(defaults, LEAST)), { stack: 'mine' })).toMatchObject({
      kind: 'kubernetes',
      environment: 'mine',
      protect: true,
      kubernetes: {
        spreadZones: false,
        postgres: {
          inCluster: {
            ...{ instances: 3, storageGib: 20, operator: true },
            ...{ cpuRequest: '250m', memoryRequest: '256Mi', cpuLimit: '1', memoryLimit: '1Gi' },
          },
        },
      },
    })
  })

  it.each(KUBERNETES_CASES)('are refused: $setting $message', ({ change, ...expected }) => {
    const { setting, message, fix } = expected
    expect(
      problemsOf(merged(LEAST, change)).map(({ path, ...rest }) => ({
        setting: pathText(path),
        ...rest,
      })),
    ).toEqual([{ setting, message, fix: `pulumi config ${fix}` }])
  })

  it('take a kubeconfig in place of a context, encrypted alone, and never show it', () => {
    const tree = merged(LEAST, {
      kubernetes: { context: undefined },
      kubeconfig: 'token: hunter2',
    })
    expect(problemsOf(tree, ['kubeconfig'])).toEqual([])
    expect(problemsOf(tree)).toEqual([
      {
        path: ['kubeconfig'],
        message: 'must be kept encrypted: whoever reads the stack’s file could use it',
        fix: 'pulumi config set --stack dev --secret kubeconfig < kubeconfig.yaml',
      },
    ])
    const both = merged(tree, { kubernetes: { kubeconfigPath: '/home/me/.kube/config' } })
    expect(problemsOf(both, ['kubeconfig']).map(({ path }) => pathText(path))).toEqual([
      'kubernetes.kubeconfigPath',
    ])
  })

  it('say everything at once', () => {
    const wrong = merged(MOST, {
      kubernetes: { context: ' ', signIn: { clientSecret: 'sign-in' } },
      tracking: { image: 'mlflow:latest' },
      database: { multiAz: true },
    })
    expect(problemsOf(wrong).map(({ path }) => pathText(path))).toEqual([
      'tracking.image',
      'kubernetes.context',
      'kubernetes.signIn.clientSecret',
      'database',
    ])
  })
})
