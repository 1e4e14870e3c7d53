import type { KaapanaContainer, KaapanaPlan } from '../kaapana-plan.ts'
import { anchorOf, escaped } from './escaped.ts'
import { groupedIssues, placeOf } from './issue-text.ts'
import { registriesOf } from './plan-text.ts'

/** Digits of a digest that a person compares. */
const DIGEST_SHOWN = 12

/** Every selected image, with what it is built from and which charts run it. */
export function imageTable({ containers }: KaapanaPlan): string {
  const selected = containers.filter((container) => container.selected)
  return table(
    ['Image', 'Level', 'Built from', 'Run by', 'Dockerfile', 'Digest'],
    selected,
    imageRow,
  )
}

function imageRow(container: KaapanaContainer): string {
  const { image, level, bases, externalBases, usedBy, dockerfile, localOnly, digest } = container
  const from = [
    ...bases.map((base) => `<a href="#${escaped(anchorOf('image', base))}">${escaped(base)}</a>`),
    ...externalBases.map((base) => `<code>${escaped(base)}</code>`),
  ]
  const local = localOnly ? ' <span class="badge">local only</span>' : ''
  return `<tr id="${escaped(anchorOf('image', image))}"><th scope="row">${escaped(image)}${local}</th><td>${level}</td><td>${from.join('<br>')}</td><td>${usedBy.map(escaped).join('<br>')}</td><td>${escaped(dockerfile)}</td><td><code>${digest?.slice(0, DIGEST_SHOWN) ?? ''}</code></td></tr>`
}

/** Images from other registries, those that may become others marked. */
export function baseTable({ externalBases }: KaapanaPlan): string {
  const bases = [...registriesOf(externalBases).values()].flat()
  return table(['Registry', 'Base', '', 'Images'], bases, (base) => {
    const floats = base.floating ? '<span class="warning">floats</span>' : 'pinned'
    return `<tr><td>${escaped(base.registry)}</td><td><code>${escaped(base.reference)}</code></td><td>${floats}</td><td>${escaped(base.images.join(', '))}</td></tr>`
  })
}

/** What is wrong, errors first. */
export function issueTable({ issues }: KaapanaPlan): string {
  if (issues.length === 0) return '<p>None.</p>'
  const rows = groupedIssues(issues).flatMap((group) => group.issues)
  return table(['Severity', 'Rule', 'Place', 'What'], rows, (issue) => {
    const { severity, rule, message } = issue
    return `<tr><td class="${severity}">${severity}</td><td>${escaped(rule)}</td><td><code>${escaped(placeOf(issue))}</code></td><td>${escaped(message)}</td></tr>`
  })
}

/** Names in columns. */
export const nameList = (names: readonly string[]): string =>
  names.length === 0
    ? '<p>None.</p>'
    : `<ul class="columns">${names.map((name) => `<li>${escaped(name)}</li>`).join('')}</ul>`

function table<T>(head: readonly string[], rows: readonly T[], row: (of: T) => string): string {
  const cells = head.map((title) =>
    title === '' ? '<td></td>' : `<th scope="col">${escaped(title)}</th>`,
  )
  return `<div class="wide"><table><thead><tr>${cells.join('')}</tr></thead><tbody>\n${rows.map(row).join('\n')}\n</tbody></table></div>`
}
