import type { PlainValue } from '../engine/wire.ts'
import type { PlannedResource } from '../plan/plan.ts'
import { asList, asObject, asText } from '../plan/values.ts'
import type { Flow } from './flows.ts'
import { namespaceOf } from './kinds.ts'

/** An ingress reaches the pods of the services that its rules name. */
export function ingressFlows(resources: readonly PlannedResource[]): Flow[] {
  const ingresses = resources.filter(({ type }) => type.endsWith(':Ingress'))
  return ingresses.flatMap((ingress) =>
    backendsOf(ingress).flatMap((name) => {
      const service = resources.find(
        (each) =>
          each.type === 'kubernetes:core/v1:Service' &&
          nameOf(each) === name &&
          namespaceOf(each) === namespaceOf(ingress),
      )
      return service === undefined ? [] : podsOf(service, resources).map(flow(ingress, service))
    }),
  )
}

const flow =
  (ingress: PlannedResource, service: PlannedResource) =>
  ({ urn }: PlannedResource): Flow => {
    const [first] = asList(asObject(service.inputs.spec).ports)
    const { targetPort, port } = asObject(first)
    const number = typeof targetPort === 'number' ? targetPort : port
    return { from: ingress.urn, to: urn, kind: 'traffic', label: String(number ?? '') }
  }

function backendsOf({ inputs }: PlannedResource): string[] {
  const { rules, defaultBackend } = asObject(inputs.spec)
  const paths = asList(rules).flatMap((rule) => asList(asObject(asObject(rule).http).paths))
  const named = [defaultBackend, ...paths.map((path) => asObject(path).backend)]
  return [...new Set(named.map(serviceName))].filter((name) => name !== '')
}

const serviceName = (backend: PlainValue | undefined): string =>
  asText(asObject(asObject(backend).service).name)

const nameOf = ({ name, inputs }: PlannedResource): string =>
  asText(asObject(inputs.metadata).name, name)

/** Workloads whose pods bear the labels that the service selects. */
function podsOf(
  service: PlannedResource,
  resources: readonly PlannedResource[],
): PlannedResource[] {
  const wanted = Object.entries(asObject(asObject(service.inputs.spec).selector))
  if (wanted.length === 0) return []
  return resources.filter((each) => {
    if (!each.type.startsWith('kubernetes:apps/') || namespaceOf(each) !== namespaceOf(service))
      return false
    const { metadata } = asObject(asObject(each.inputs.spec).template)
    const labels = asObject(asObject(metadata).labels)
    return wanted.every(([key, value]) => labels[key] === value)
  })
}
