import { isCustom, type Plan, type PlannedResource } from './plan.ts'

/** How a tree is drawn. */
export interface TreeOptions {
  /** Levels of components that are opened; what is deeper is one line with a count. @default all */
  readonly depth?: number | undefined
}

/** Components and resources as a tree, components with the number of resources in them. */
export function planTree(plan: Plan, options: TreeOptions = {}): string {
  const children = Map.groupBy(plan.resources, ({ parent }) => parent)
  const { components, resources } = plan.counts
  const title = `${plan.project} ${plan.environment}: ${count(resources, 'resource')} in ${count(components, 'component')}`
  const drawing = { children, depth: options.depth ?? Number.POSITIVE_INFINITY }
  return [title, ...branches(drawing, '', 1).map(({ line }) => line)].join('\n')
}

interface Drawing {
  readonly children: ReadonlyMap<string, readonly PlannedResource[]>
  readonly depth: number
}

interface Line {
  readonly line: string
}

function branches(drawing: Drawing, parent: string, level: number): Line[] {
  const own = [...(drawing.children.get(parent) ?? [])].sort(componentsFirst)
  return own.flatMap((resource, index) => {
    const last = index === own.length - 1
    const head = { line: `${last ? '└─ ' : '├─ '}${label(drawing, resource)}` }
    if (level > drawing.depth) return [head]
    const below = branches(drawing, resource.urn, level + 1)
    return [head, ...below.map(({ line }) => ({ line: `${last ? '   ' : '│  '}${line}` }))]
  })
}

function label(drawing: Drawing, resource: PlannedResource): string {
  const { type, name, protect } = resource
  const inside = resourcesIn(drawing.children, resource.urn)
  const size = inside.length > 0 || !isCustom(resource) ? ` (${sizeOf(inside)})` : ''
  return `${type} ${name}${size}${protect ? ' [protected]' : ''}`
}

/** `8`, or `8, 2 protected`. */
function sizeOf(inside: readonly PlannedResource[]): string {
  const guarded = inside.filter(({ protect }) => protect).length
  return guarded === 0 ? `${inside.length}` : `${inside.length}, ${guarded} protected`
}

/** The resources in a component, however deep. */
function resourcesIn(children: Drawing['children'], urn: string): PlannedResource[] {
  const own = children.get(urn) ?? []
  return own.flatMap((each) => [
    ...(isCustom(each) ? [each] : []),
    ...resourcesIn(children, each.urn),
  ])
}

function componentsFirst(a: PlannedResource, b: PlannedResource): number {
  const order = Number(isCustom(a)) - Number(isCustom(b))
  if (order !== 0) return order
  return `${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1
}

/** `1 resource`, `3 resources`. */
export const count = (number: number, word: string): string =>
  `${number} ${word}${number === 1 ? '' : 's'}`
