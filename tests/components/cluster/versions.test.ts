import { describe, expect, it } from 'vitest'
import { isInStandardSupport } from '../../../components/cluster/kubernetes-support.ts'
import {
  CHARTS,
  CLUSTER_AUTOSCALER,
  DEFAULT_KUBERNETES_VERSION,
  EKS_ADD_ONS,
  KUBERNETES_VERSIONS,
} from '../../../components/versions.ts'

const minors = KUBERNETES_VERSIONS.map(({ version }) => version)
const inTable = KUBERNETES_VERSIONS.find(({ version }) => version === DEFAULT_KUBERNETES_VERSION)!

describe('the table of Kubernetes versions', () => {
  // Expires on purpose: a new cluster must not start on a version that AWS no longer patches.
  it('has a default that is in standard support today', () => {
    expect(isInStandardSupport(inTable, new Date())).toBe(true)
  })

  it('counts the last day of standard support in, and the next one out', () => {
    const version = { version: '1.34', endOfStandardSupport: '2026-12-02' }
    expect(isInStandardSupport(version, new Date('2026-12-02T23:59:59Z'))).toBe(true)
    expect(isInStandardSupport(version, new Date('2026-12-03T00:00:00Z'))).toBe(false)
  })

  it('is sorted, and gives each version a build of every add-on and an autoscaler', () => {
    const addOns = Object.keys(EKS_ADD_ONS[DEFAULT_KUBERNETES_VERSION]!).sort()
    expect([...minors].sort()).toEqual(minors)
    expect(Object.keys(EKS_ADD_ONS)).toEqual(minors)
    expect(Object.keys(CLUSTER_AUTOSCALER)).toEqual(minors)
    for (const minor of minors) {
      const versions = EKS_ADD_ONS[minor]!
      expect(Object.keys(versions).sort()).toEqual(addOns)
      for (const version of Object.values(versions))
        expect(version).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/)
      expect(versions['kube-proxy']!.startsWith(`v${minor}.`)).toBe(true)
      expect(CLUSTER_AUTOSCALER[minor]!.startsWith(`v${minor}.`)).toBe(true)
    }
  })

  it('pins every chart to one version of one repository', () => {
    for (const { version, repository } of Object.values(CHARTS)) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
      expect(repository).toMatch(/^https:\/\//)
    }
  })
})
