import type { KaapanaChart, KaapanaPlan } from '../kaapana-plan.ts'
import { anchorOf, escaped } from './escaped.ts'

/** Levels that are open at first. */
const OPEN = 2

/** The charts below the platform chart as nested lists; a chart that comes again is not repeated. */
export function chartTree(plan: KaapanaPlan): string {
  const charts = new Map(plan.charts.map((chart) => [chart.name, chart]))
  const shown = new Set<string>()

  const entry = (name: string, depth: number, role: string): string => {
    const chart = charts.get(name)
    if (chart === undefined) return `<li>${escaped(name)} <span class="error">missing</span></li>`
    if (shown.has(name)) return `<li class="quiet">${escaped(name)}, above</li>`
    shown.add(name)
    const title = `<b>${escaped(name)}</b>${badges(chart, role)}${imagesOf(chart)}`
    const below = [
      ...chart.dependencies.map((other) => entry(other, depth + 1, '')),
      ...chart.collections.map((other) => entry(other, depth + 1, 'collection')),
    ]
    if (below.length === 0) return `<li>${title}</li>`
    const open = depth < OPEN ? ' open' : ''
    return `<li><details${open}><summary>${title} <span class="quiet">${below.length} below</span></summary><ul>${below.join('')}</ul></details></li>`
  }

  const below = new Set(
    plan.charts.flatMap((chart) => [...chart.dependencies, ...chart.collections]),
  )
  const selected = plan.charts.filter((chart) => chart.selected)
  const roots = selected.filter(({ name }) => !below.has(name)).map(({ name }) => name)
  const first = roots.toSorted((one) => (one === plan.platformChart ? -1 : 1))
  const tree = first.map((name) => entry(name, 0, ''))
  // What is in a cycle hangs from no root.
  const rest = selected.flatMap(({ name }) => (shown.has(name) ? [] : [entry(name, 0, '')]))
  return `<ul class="tree">${[...tree, ...rest].join('')}</ul>`
}

function badges({ type }: KaapanaChart, role: string): string {
  return [type === 'other' ? '' : type, role]
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
    .map((text) => ` <span class="badge">${escaped(text)}</span>`)
    .join('')
}

function imagesOf({ containers }: KaapanaChart): string {
  if (containers.length === 0) return ''
  const links = containers.map(
    (image) => `<a href="#${escaped(anchorOf('image', image))}">${escaped(image)}</a>`,
  )
  return ` <span class="quiet">runs ${links.join(', ')}</span>`
}
