import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'

interface Peer {
  readonly namespaceSelector?: { readonly matchLabels?: Readonly<Record<string, string>> }
}
interface Flow {
  readonly to?: readonly Peer[]
  readonly from?: readonly Peer[]
  readonly ports?: readonly { readonly port: number }[]
}
interface Policy {
  readonly metadata: { readonly namespace: string }
  readonly spec: { readonly egress?: readonly Flow[]; readonly ingress?: readonly Flow[] }
}

/** A way that a policy opens at one end; `*` is every namespace or port. */
interface Way {
  readonly from: string
  readonly to: string
  readonly port: number | '*'
}

const namesOf = (peers: readonly Peer[] = []): string[] =>
  peers.flatMap(({ namespaceSelector }) =>
    namespaceSelector === undefined
      ? []
      : [namespaceSelector.matchLabels?.['kubernetes.io/metadata.name'] ?? '*'],
  )

const portsOf = ({ ports }: Flow): Way['port'][] => ports?.map(({ port }) => port) ?? ['*']

const waysOut = ({ metadata: { namespace: from }, spec }: Policy): Way[] =>
  (spec.egress ?? []).flatMap((flow) =>
    namesOf(flow.to).flatMap((to) => portsOf(flow).map((port) => ({ from, to, port }))),
  )

const waysIn = ({ metadata: { namespace: to }, spec }: Policy): Way[] =>
  (spec.ingress ?? []).flatMap((flow) =>
    namesOf(flow.from).flatMap((from) => portsOf(flow).map((port) => ({ from, to, port }))),
  )

const meets = (one: string | number, other: string | number): boolean =>
  one === '*' || other === '*' || one === other

const isPassed = (way: Way, others: readonly Way[]): boolean =>
  others.some(
    ({ from, to, port }) => meets(way.from, from) && meets(way.to, to) && meets(way.port, port),
  )

/** Ways from one namespace of the program to another that are open at one end only. */
export function closedDoors({ resources }: RecordedProgram): string[] {
  const of = (kind: string): unknown[] =>
    resources.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ inputs }) => inputs)
  const namespaces = of('Namespace') as { metadata: { name: string } }[]
  const own = namespaces.map(({ metadata }) => metadata.name)
  const policies = of('NetworkPolicy') as Policy[]
  const [out, into] = [policies.flatMap(waysOut), policies.flatMap(waysIn)]
  const between = ({ from, to }: Way): boolean =>
    own.includes(from) && own.includes(to) && from !== to
  const text = ({ from, to, port }: Way): string => `${from} → ${to}:${port}`
  return [
    ...out.filter((way) => between(way) && !isPassed(way, into)).map((way) => `${text(way)} in`),
    ...into.filter((way) => between(way) && !isPassed(way, out)).map((way) => `${text(way)} out`),
  ]
}
