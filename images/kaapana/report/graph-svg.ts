import { withDependants } from '../digest/base-order.ts'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import { criticalPath } from '../schedule/critical-path.ts'
import { selectedImages } from '../schedule/selected-images.ts'
import { anchorOf, escaped } from './escaped.ts'
import { layoutGraph, type PlacedImage, ROW } from './graph-layout.ts'
import { sameMinutes } from './plan-json.ts'
import { count } from './wrap.ts'

const MARGIN = 12
const HEADING = 34

/** The selected images as a picture: columns by level, lines from bases to what is built from them. */
export function graphSvg(plan: KaapanaPlan): string {
  const { images, columns, width, height } = layoutGraph(plan)
  const path = criticalPath(selectedImages(plan), sameMinutes(plan))
  const marked = path.length > 1 ? path : []
  const box = `${-MARGIN} ${-MARGIN - HEADING} ${Math.ceil(width) + 2 * MARGIN} ${height + HEADING + 2 * MARGIN}`
  const byName = new Map(images.map((image) => [image.image, image]))
  const headings = columns.map(
    ({ x, images: number }, level) =>
      `<text class="heading" x="${round(x)}" y="${-HEADING + 14}">Level ${level}: ${count(number, 'image')}</text>`,
  )
  return `<svg id="graph" viewBox="${box}" width="${Math.ceil(width) + 2 * MARGIN}" height="${height + HEADING + 2 * MARGIN}" role="group" aria-labelledby="graph-title graph-description" xmlns="http://www.w3.org/2000/svg">
<title id="graph-title">Images and their bases</title>
<desc id="graph-description">${count(images.length, 'image')} in ${count(columns.length, 'level')}. Lines lead from a base to what is built from it. The longest chain is ${escaped(path.join(', then ') || 'empty')}.</desc>
${headings.join('')}
<g class="lines">${images.flatMap((image) => lines(image, byName, marked)).join('')}</g>
<g>${images.map((image) => node(plan, image, marked)).join('\n')}</g>
</svg>`
}

function lines(
  image: PlacedImage,
  byName: ReadonlyMap<string, PlacedImage>,
  marked: readonly string[],
): string[] {
  return image.bases.flatMap((name) => {
    const base = byName.get(name)
    if (base === undefined) return []
    const [x1, y1] = [base.x + base.width, base.y + ROW.height / 2]
    const [x2, y2] = [image.x, image.y + ROW.height / 2]
    const bend = (x1 + x2) / 2
    const points = [x1, y1, bend, y1, bend, y2, x2, y2].map(round)
    const [a, b, ...curve] = points
    const at = marked.indexOf(name)
    const critical = at >= 0 && marked[at + 1] === image.image ? ' class="critical"' : ''
    return `<path${critical} data-base="${escaped(name)}" data-image="${escaped(image.image)}" d="M${a} ${b}C${curve.join(' ')}"/>`
  })
}

function node(plan: KaapanaPlan, placed: PlacedImage, marked: readonly string[]): string {
  const { image, bases, localOnly, x, y, width } = placed
  const kinds = [
    'node',
    ...(localOnly ? ['local'] : []),
    ...(marked.includes(image) ? ['critical'] : []),
  ]
  const others = withDependants(selectedImages(plan), [image]).size - 1
  const what = [
    image,
    ...(localOnly ? ['local only'] : []),
    bases.length === 0 ? 'no base of the checkout' : `built from ${bases.join(' and ')}`,
    others === 0 ? 'nothing is built from it' : `${count(others, 'image')} built from it`,
  ].join(', ')
  return `<a class="${kinds.join(' ')}" href="#${escaped(anchorOf('image', image))}" data-image="${escaped(image)}" aria-label="${escaped(what)}"><title>${escaped(what)}</title><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${ROW.height}" rx="4"/><text x="${round(x + 9)}" y="${round(y + 14)}">${escaped(image)}</text></a>`
}

const round = (value: number): number => Math.round(value * 10) / 10
