import { costTable } from '../cost/cost-table.ts'
import { type Exposure, findExposure } from '../plan/exposure.ts'
import { isCustom, type Plan, type PlannedResource } from '../plan/plan.ts'
import { howEstablished, titled, usd } from '../plan/report-text.ts'
import { count } from '../plan/tree.ts'
import { environmentSvg } from './drawing.ts'
import { FLOW_STYLE, WAY_OUT } from './flow-style.ts'
import { flowSection } from './flow-table.ts'
import { PAGE_STYLE } from './page-style.ts'
import { escaped as html } from './svg.ts'

/** A plan as one page that needs nothing else: picture, exposure, cost, resources. */
export function planPage(plan: Plan): string {
  const exposed = findExposure(plan.resources)
  const title = `${plan.project} ${plan.environment}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plan of ${html(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${html(title)}</h1>
${summary(plan, exposed)}
<figure>${environmentSvg(plan)}<figcaption>${legend()}</figcaption></figure>
${exposureSection(exposed)}
${flowSection(plan.resources)}
${costSection(plan)}
${resourceSection(plan)}
</body>
</html>
`
}

function summary({ counts, cost, region }: Plan, exposed: readonly Exposure[]): string {
  const unpriced =
    cost.unknown.length === 0 ? '' : `, ${count(cost.unknown.length, 'price')} unknown`
  const facts = [
    [String(counts.resources), `resources in ${count(counts.components, 'component')}`],
    [`≥ ${usd(cost.atLeast)} USD`, `a month, before traffic and tax${unpriced}`],
    [String(exposed.length), 'reachable from outside'],
    [region, 'region'],
  ]
  const items = facts.map(
    ([figure, what]) => `<li><b>${html(figure ?? '')}</b> ${html(what ?? '')}</li>`,
  )
  return `<ul class="summary">${items.join('')}</ul>`
}

function legend(): string {
  const { access: _, ...drawn } = FLOW_STYLE
  const entries = [...Object.values(drawn), WAY_OUT].map(({ colour, dashes, meaning }) => {
    const line = dashes === '' ? 'solid' : 'dashed'
    return `<span><i style="border-top: 3px ${line} ${colour}"></i>${meaning}</span>`
  })
  return entries.join(' ')
}

function exposureSection(exposed: readonly Exposure[]): string {
  if (exposed.length === 0)
    return '<h2>Reachable from outside</h2><p>Nothing is exposed to the internet.</p>'
  const rows = exposed.map(({ name, type, what, from }) => [name, what, from.join(', '), type])
  return `<h2>Reachable from outside</h2>${table(['Name', 'What', 'From', 'Type'], rows)}`
}

function costSection({ cost }: Plan): string {
  const { areas, sources, atReadPrices, unknown, byUse } = costTable(cost)
  const bodies = areas.map(({ area, usdPerMonth, lines }) => {
    const head = `<tr class="area"><th scope="rowgroup" colspan="2">${titled(area)}</th><th class="number">${usd(usdPerMonth)}</th><th></th></tr>`
    const rows = lines.map(
      (line) =>
        `<tr><td>${html(line.what)}</td><td>${html(line.sum)}</td><td class="number">${usd(line.usdPerMonth)}</td><td>[${line.source}]</td></tr>`,
    )
    return `<tbody>${head}${rows.join('\n')}</tbody>`
  })
  const head =
    '<thead><tr><th>What</th><th>Price</th><th class="number">USD a month</th><th>Source</th></tr></thead>'
  const items = (lines: readonly string[]) => lines.map((line) => `<li>${html(line)}</li>`).join('')
  const listed = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : `<h3>${title}</h3><ul class="columns">${items(lines)}</ul>`
  return [
    `<h2>Monthly cost: at least ${usd(cost.atLeast)} USD</h2>`,
    `<p>${cost.region}, 730 hours, on demand, without tax and traffic. ${howEstablished(atReadPrices, cost.atLeast)}</p>`,
    areas.length === 0 ? '' : `<table class="cost">${head}${bodies.join('\n')}</table>`,
    sources.length === 0 ? '' : `<ol class="sources">${items(sources)}</ol>`,
    listed('Price unknown', unknown),
    listed('Charged by use', byUse),
  ].join('\n')
}

/** Resources by the component at the top that they belong to. */
function resourceSection({ resources }: Plan): string {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]))
  const top = (resource: PlannedResource): PlannedResource => {
    const parent = byUrn.get(resource.parent)
    return parent === undefined ? resource : top(parent)
  }
  const groups = Map.groupBy(resources.filter(isCustom), (resource) => {
    const owner = top(resource)
    return isCustom(owner) ? 'In no component' : `${owner.type} ${owner.name}`
  })
  const parts = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([owner, group]) => {
      const rows = group.map(({ name, type, id, protect }) => [
        name,
        type,
        id,
        protect ? 'yes' : '',
      ])
      return `<details open><summary>${html(owner)} (${group.length})</summary>${table(['Name', 'Type', 'Simulated id', 'Protected'], rows)}</details>`
    })
  return `<h2>Resources</h2>${parts.join('\n')}`
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th>${html(text)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((text) => `<td>${html(text)}</td>`).join('')}</tr>`)
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
}
