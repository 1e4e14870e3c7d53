import type {
  ExternalBase,
  KaapanaChart,
  KaapanaContainer,
  KaapanaPlan,
} from '../../../images/kaapana/kaapana-plan.ts'

/** An image of a plan: a name and what matters to the test; the rest is as for a plain one. */
export function containerOf(
  image: string,
  { bases = [], ...given }: Partial<KaapanaContainer> = {},
): KaapanaContainer {
  const context = given.context ?? `${image}/docker`
  return {
    image,
    tag: `registry.example/kaapana/${image}:0.6.0`,
    dockerfile: `${context}/Dockerfile`,
    context,
    generatedContext: false,
    localOnly: false,
    buildIgnore: false,
    version: '0.6.0',
    bases,
    externalBases: [],
    args: {},
    level: 0,
    selected: true,
    usedBy: [],
    ...given,
  }
}

/** A chart of a plan. */
export const chartOf = (name: string, given: Partial<KaapanaChart> = {}): KaapanaChart => ({
  name,
  path: `charts/${name}`,
  version: '0.6.0',
  type: 'other',
  dependencies: [],
  collections: [],
  preinstall: [],
  containers: [],
  selected: true,
  ...given,
})

/** A plan of these images: levels and what is external follow from them. */
export function planOf(
  given: readonly KaapanaContainer[],
  rest: Partial<KaapanaPlan> = {},
): KaapanaPlan {
  const levels = new Map<string, number>()
  const levelOf = ({ image, bases }: KaapanaContainer, path: readonly string[] = []): number => {
    const below = given.filter(
      (other) => bases.includes(other.image) && !path.includes(other.image),
    )
    const level =
      levels.get(image) ?? Math.max(-1, ...below.map((b) => levelOf(b, [...path, image]))) + 1
    levels.set(image, level)
    return level
  }
  const containers = given.map((container) => ({ ...container, level: levelOf(container) }))
  const selected = containers.filter((container) => container.selected)
  const deepest = Math.max(-1, ...selected.map(({ level }) => level))
  return {
    version: '0.6.0',
    source: '/checkout',
    registry: 'registry.example/kaapana',
    platformChart: 'kaapana-admin-chart',
    containers,
    charts: [],
    levels: Array.from({ length: deepest + 1 }, (_, level) =>
      selected.filter((container) => container.level === level).map(({ image }) => image),
    ),
    unused: containers.filter((container) => !container.selected).map(({ image }) => image),
    ignored: [],
    ignoredCharts: [],
    externalBases: externalBasesOf(selected),
    repositories: selected.filter(({ localOnly }) => !localOnly).map(({ image }) => image),
    issues: [],
    ...rest,
  }
}

function externalBasesOf(selected: readonly KaapanaContainer[]): ExternalBase[] {
  const references = new Set(selected.flatMap(({ externalBases }) => externalBases))
  return [...references].sort().map((reference) => ({
    reference,
    registry: /^([^/]+\.[^/]+)\//.exec(reference)?.[1] ?? 'docker.io',
    floating: !reference.includes('@'),
    images: selected.filter((c) => c.externalBases.includes(reference)).map(({ image }) => image),
  }))
}
