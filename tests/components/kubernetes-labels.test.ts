import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelsOf, selectorOf } from '../../components/kubernetes-labels.ts'

const DETAILS = { application: 'prediction-service', instance: 'readmission' }

describe('labels of Kubernetes objects', () => {
  it('carry the ownership', () => {
    expect(labelsOf({ owner: 'ML platform (Ulm)', environment: 'prod' }, DETAILS)).toEqual({
      'app.kubernetes.io/name': 'prediction-service',
      'app.kubernetes.io/instance': 'readmission',
      'app.kubernetes.io/part-of': 'dataspace',
      'app.kubernetes.io/managed-by': 'pulumi',
      'dataspace/owner': 'ML-platform-Ulm',
      'dataspace/environment': 'prod',
      'dataspace/institution': 'shared',
      'dataspace/data-class': 'internal',
    })
  })

  it('are valid for any owner', () => {
    const valid = /^(([A-Za-z0-9][\w.-]{0,61})?[A-Za-z0-9])?$/
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (owner) => {
        const labels = labelsOf({ owner, environment: 'prod' }, DETAILS)
        return valid.test(labels['dataspace/owner'] ?? '')
      }),
    )
  })

  it('select by what never changes', () => {
    expect(Object.keys(selectorOf(DETAILS))).toEqual([
      'app.kubernetes.io/name',
      'app.kubernetes.io/instance',
    ])
  })
})
