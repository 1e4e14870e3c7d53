import { hash } from 'node:crypto'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import { chartTree } from './chart-tree.ts'
import { escaped } from './escaped.ts'
import { graphSvg } from './graph-svg.ts'
import { PAGE_SCRIPT } from './page-script.ts'
import { PAGE_STYLE } from './page-style.ts'
import { baseTable, imageTable, issueTable, nameList } from './page-tables.ts'

const HINT =
  'Point at an image, or go to it with the Tab key, to see its bases and what is built from it.'

/**
 * A plan as one page that needs nothing else: picture of the images by level with the longest chain,
 * charts, tables. Its policy lets nothing run or load beside the style and script that it holds.
 */
export function planPage(plan: KaapanaPlan): string {
  const policy = `default-src 'none'; style-src '${source(PAGE_STYLE)}'; script-src '${source(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kaapana ${escaped(plan.version)}: images and charts</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<a class="skip" href="#charts">Skip the picture</a>
<h1>Kaapana ${escaped(plan.version)}</h1>
<p class="for">${escaped(plan.platformChart)} for ${escaped(plan.registry)}</p>
${facts(plan)}
<main>
${picture(plan)}
${section('issues', 'Issues', issueTable(plan))}
${section('charts', 'Charts', chartTree(plan))}
${section('images', 'Images', imageTable(plan))}
${section('bases', 'Bases from other registries', baseTable(plan))}
${section('unused', 'Images that are not needed', nameList(plan.unused))}
${section('ignored', 'Ignored', nameList([...plan.ignored, ...plan.ignoredCharts]))}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`
}

/** Hash by which a policy allows what the page holds. */
const source = (text: string): string => `sha256-${hash('sha256', text, 'base64')}`

const section = (id: string, title: string, content: string): string =>
  `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${content}</section>`

function picture(plan: KaapanaPlan): string {
  const keys = [
    ['', 'pushed to the registry'],
    ['local', 'local only: a base of others'],
    ['critical', 'longest chain'],
    ['below', 'its bases'],
    ['above', 'built from it'],
  ].map(([kind, meaning]) => `<span class="key ${kind}">${meaning}</span>`)
  return `<figure><div class="picture">${graphSvg(plan)}</div>
<figcaption><span id="told" aria-live="polite">${HINT}</span>${keys.join('')}</figcaption></figure>`
}

function facts(plan: KaapanaPlan): string {
  const selected = plan.containers.filter((container) => container.selected)
  const pushed = selected.filter(({ localOnly }) => !localOnly).length
  const charts = plan.charts.filter((chart) => chart.selected).length
  const floating = plan.externalBases.filter((base) => base.floating).length
  const errors = plan.issues.filter(({ severity }) => severity === 'error').length
  const figures: [number, string][] = [
    [selected.length, `images to build, ${pushed} of them pushed`],
    [plan.levels.length, `levels: ${plan.levels.map((level) => level.length).join(', ')}`],
    [charts, `of ${plan.charts.length} charts needed`],
    [plan.externalBases.length, `bases from elsewhere, ${floating} floating`],
    [plan.unused.length, 'images not needed'],
    [errors, `errors, ${plan.issues.length - errors} warnings`],
  ]
  const items = figures.map(
    ([figure, what], index) =>
      `<li${index === 5 && errors > 0 ? ' class="bad"' : ''}><b>${figure}</b> ${what}</li>`,
  )
  return `<ul class="facts">${items.join('')}</ul>`
}
