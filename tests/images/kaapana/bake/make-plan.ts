import { createHash } from 'node:crypto'
import type { KaapanaContainer, KaapanaPlan } from '../../../../images/kaapana/kaapana-plan.ts'

const REGISTRY = 'registry.example/kaapana'

/** An image of a plan: pushed, selected, in a folder of its name, with a digest of its name. */
export function container(
  image: string,
  changes: Partial<KaapanaContainer> = {},
): KaapanaContainer {
  const localOnly = changes.localOnly ?? false
  return {
    image,
    tag: localOnly ? `local-only/${image}:latest` : `${REGISTRY}/${image}:0.6.0`,
    dockerfile: `images/${image}/Dockerfile`,
    context: `images/${image}`,
    generatedContext: false,
    localOnly,
    buildIgnore: false,
    version: '0.6.0',
    bases: [],
    externalBases: ['scratch'],
    args: {},
    level: 0,
    selected: true,
    usedBy: [],
    digest: createHash('sha256').update(image).digest('hex'),
    ...changes,
  }
}

/** A plan of these images. */
export function planOf(...containers: KaapanaContainer[]): KaapanaPlan {
  const selected = containers.filter((image) => image.selected)
  const external = new Set(selected.flatMap(({ externalBases }) => externalBases))
  return {
    version: '0.6.0',
    source: '/checkout',
    registry: REGISTRY,
    platformChart: 'kaapana-admin-chart',
    containers,
    charts: [],
    levels: [],
    unused: [],
    ignored: [],
    ignoredCharts: [],
    externalBases: [...external].map((reference) => ({
      reference,
      registry: 'docker.io',
      floating: !reference.includes('@'),
      images: selected
        .filter((one) => one.externalBases.includes(reference))
        .map((one) => one.image),
    })),
    repositories: [],
    issues: [],
  }
}
