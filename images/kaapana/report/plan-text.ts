import { withDependants } from '../digest/base-order.ts'
import type { ExternalBase, KaapanaPlan } from '../kaapana-plan.ts'
import { criticalPath } from '../schedule/critical-path.ts'
import { selectedImages } from '../schedule/selected-images.ts'
import { baseTree } from './base-tree.ts'
import { issueLines } from './issue-text.ts'
import { sameMinutes } from './plan-json.ts'
import { COLUMNS, count, wrapWords } from './wrap.ts'

/** A plan for a person at a terminal: what is built from what, in which order, and what is wrong. */
export function planText(plan: KaapanaPlan): string {
  const parts = [
    [`Kaapana ${plan.version}: ${plan.platformChart} for ${plan.registry}`],
    summary(plan),
    section('Images by their bases', baseTree(plan)),
    section('Bases from other registries (~ floats: its tag may become another image)', [
      ...basesByRegistry(plan.externalBases),
    ]),
    section('Not needed', wrapped(plan.unused)),
    section('Ignored', wrapped([...plan.ignored, ...plan.ignoredCharts])),
    issueLines(plan.issues),
  ]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function summary(plan: KaapanaPlan): string[] {
  const selected = plan.containers.filter((container) => container.selected)
  const local = selected.filter(({ localOnly }) => localOnly).length
  const charts = plan.charts.filter((chart) => chart.selected)
  const floating = plan.externalBases.filter((base) => base.floating)
  const digests = selected.filter(({ digest }) => digest !== undefined).length
  return rows([
    [
      'Images',
      `${selected.length} to build: ${selected.length - local} pushed, ${local} local only; ${plan.unused.length} not needed, ${plan.ignored.length} ignored`,
    ],
    ['Charts', `${charts.length} of ${plan.charts.length}; ${plan.ignoredCharts.length} ignored`],
    ['Levels', plan.levels.map((level) => level.length).join(', ') || 'none'],
    ['Longest chain', criticalPath(selectedImages(plan), sameMinutes(plan)).join(' > ') || 'none'],
    ...bottleneck(plan),
    [
      'Outer bases',
      `${plan.externalBases.length} from ${count(registriesOf(plan.externalBases).size, 'registry').replace('registrys', 'registries')}, ${floating.length} of them floating`,
    ],
    ...(digests > 0 ? [['Digests', `${digests} of ${selected.length}`]] : []),
    ['Issues', issueCounts(plan)],
  ])
}

/** The image that most others wait for. */
function bottleneck(plan: KaapanaPlan): string[][] {
  const images = selectedImages(plan)
  const waiting = images.map(({ image }) => ({
    image,
    others: withDependants(images, [image]).size - 1,
  }))
  const most = waiting.toSorted((one, other) => other.others - one.others)[0]
  if (most === undefined || most.others === 0) return []
  return [['Bottleneck', `${most.image}: ${most.others} of ${images.length} images wait for it`]]
}

function issueCounts({ issues }: KaapanaPlan): string {
  const errors = issues.filter(({ severity }) => severity === 'error').length
  return `${count(errors, 'error')}, ${count(issues.length - errors, 'warning')}`
}

function rows(table: readonly string[][]): string[] {
  const width = Math.max(...table.map(([label = '']) => label.length)) + 2
  return table.flatMap(([label = '', text = '']) => {
    const lines = wrapWords(text.split(' '), ' ', COLUMNS - width)
    return lines.map((line, index) => (index === 0 ? label : '').padEnd(width) + line)
  })
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines]

const wrapped = (names: readonly string[]): string[] =>
  wrapWords(names, ', ', COLUMNS - 2).map((line) => `  ${line}`)

/** External bases by the host of their registry, most bases first. */
export function registriesOf(bases: readonly ExternalBase[]): Map<string, ExternalBase[]> {
  const grouped = Map.groupBy(bases, ({ registry }) => registry)
  return new Map(
    [...grouped].toSorted(
      ([one, ofOne], [other, ofOther]) => ofOther.length - ofOne.length || (one < other ? -1 : 1),
    ),
  )
}

function basesByRegistry(bases: readonly ExternalBase[]): string[] {
  return [...registriesOf(bases)].flatMap(([registry, own]) => [
    `  ${registry} (${own.length})`,
    ...own.flatMap(({ reference, floating, images }) => {
      const mark = floating ? '~' : ' '
      const users = images.length === 1 ? (images[0] ?? '') : count(images.length, 'image')
      const line = `  ${mark} ${reference}`
      return line.length + users.length + 2 <= COLUMNS
        ? [`${line}  ${users}`]
        : [line, `      ${users}`]
    }),
  ])
}
