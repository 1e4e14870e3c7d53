import { type Ownership, tagsOf } from './ownership.ts'

/** What a Kubernetes object is part of. */
export interface LabelDetails {
  /** Name of the application, e.g. `prediction-service`. */
  application: string
  /** Name that tells two of the same application apart. */
  instance: string
}

/**
 * Labels of a Kubernetes object: those that Kubernetes recommends, and the ownership that AWS
 * resources carry as tags, e.g. `dataspace/owner`.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function labelsOf(ownership: Ownership, details: LabelDetails): Record<string, string> {
  const { owner, environment, institution, 'data-class': dataClass } = tagsOf(ownership)
  return {
    ...selectorOf(details),
    'app.kubernetes.io/part-of': 'dataspace',
    'app.kubernetes.io/managed-by': 'pulumi',
    'dataspace/owner': asLabel(owner),
    'dataspace/environment': asLabel(environment),
    'dataspace/institution': asLabel(institution),
    'dataspace/data-class': asLabel(dataClass),
  }
}

/** The labels that select an application's pods; they must not change over its life. */
export function selectorOf({ application, instance }: LabelDetails): Record<string, string> {
  return { 'app.kubernetes.io/name': application, 'app.kubernetes.io/instance': instance }
}

/** A label's value is at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends. */
const asLabel = (text = ''): string =>
  text
    .replaceAll(/[^\w.-]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
