import { dependantsOf } from '../digest/base-order.ts'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import { type ScheduledImage, selectedImages } from '../schedule/selected-images.ts'

/** Height of an image's box and the distance to the next, in pixels. */
export const ROW = { height: 20, pitch: 25 }
/** Between columns: room for the lines of bases. */
const GAP = 150
const PADDING = 9
/** Of a letter at the size that names are drawn in; boxes are as wide as the longest name needs. */
const LETTER = 6.7

/** An image's box. */
export interface PlacedImage extends ScheduledImage {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** Where every selected image is drawn. */
export interface GraphLayout {
  readonly images: readonly PlacedImage[]
  readonly columns: readonly { readonly x: number; readonly images: number }[]
  readonly width: number
  readonly height: number
}

/**
 * Places images in columns by level. The longest column is filled first, with those that carry
 * others spread over it; the columns beside it follow their neighbours, so that lines stay short.
 */
export function layoutGraph(plan: KaapanaPlan): GraphLayout {
  const images = new Map(selectedImages(plan).map((image) => [image.image, image]))
  const columns = plan.levels.map((names) => names.flatMap((name) => images.get(name) ?? []))
  const longest = Math.max(0, ...columns.map((column) => column.length))
  const anchor = columns.findIndex((column) => column.length === longest)
  const rows = new Rows([...images.values()], Math.max(0, longest - 1))
  rows.spread(columns[anchor] ?? [])
  for (const column of columns.slice(0, Math.max(0, anchor)).reverse()) rows.follow(column)
  for (const column of columns.slice(anchor + 1)) rows.follow(column)
  let x = 0
  const placed = columns.map((column) => {
    const width = Math.max(0, ...column.map(({ image }) => image.length)) * LETTER + 2 * PADDING
    const left = x
    x += width + GAP
    return column.map((image) => ({
      ...image,
      x: left,
      y: (rows.of.get(image.image) ?? 0) * ROW.pitch,
      width,
    }))
  })
  return {
    images: placed.flat(),
    columns: placed.map((column) => ({ x: column[0]?.x ?? 0, images: column.length })),
    width: Math.max(0, x - GAP),
    height: Math.max(0, longest - 1) * ROW.pitch + ROW.height,
  }
}

/** Rows of images, which need not be whole numbers. */
class Rows {
  readonly of = new Map<string, number>()
  readonly dependants: ReadonlyMap<string, readonly ScheduledImage[]>
  readonly last: number

  constructor(images: readonly ScheduledImage[], last: number) {
    this.dependants = dependantsOf(images)
    this.last = last
  }

  /** Fills a column: by first base, those that carry many others with as much room around them. */
  spread(column: readonly ScheduledImage[]): void {
    const weight = ({ image }: ScheduledImage) => this.dependants.get(image)?.length ?? 0
    const groups = Map.groupBy(column, ({ bases }) => bases[0] ?? '')
    const ordered = [...groups.values()].toSorted((one, other) => other.length - one.length)
    let row = 0
    for (const group of ordered) {
      for (const image of interleaved(group, weight)) {
        this.of.set(image.image, row)
        row += 1
      }
    }
  }

  /** Puts each image of a column beside those it is joined with, and what is alone at the end. */
  follow(column: readonly ScheduledImage[]): void {
    const wanted = column
      .map((image) => ({ image: image.image, row: this.middle(image) ?? this.last }))
      .toSorted((one, other) => one.row - other.row || (one.image < other.image ? -1 : 1))
    let next = 0
    const rows = wanted.map(({ row }) => {
      const taken = Math.max(row, next)
      next = taken + 1
      return taken
    })
    let limit = this.last
    for (let index = rows.length - 1; index >= 0; index -= 1) {
      const row = Math.min(rows[index] ?? 0, limit)
      limit = row - 1
      this.of.set(wanted[index]?.image ?? '', row)
    }
  }

  middle({ image, bases }: ScheduledImage): number | undefined {
    const joined = [...bases, ...(this.dependants.get(image) ?? []).map((other) => other.image)]
    const rows = joined.flatMap((name) => this.of.get(name) ?? [])
    return rows.length === 0 ? undefined : rows.reduce((sum, row) => sum + row, 0) / rows.length
  }
}

/** The weightless ones in their order, and the others among them, each in the middle of its share. */
function interleaved(
  images: readonly ScheduledImage[],
  weight: (image: ScheduledImage) => number,
): ScheduledImage[] {
  const light = images.filter((image) => weight(image) === 0)
  const heavy = images.filter((image) => weight(image) > 0)
  const total = heavy.reduce((sum, image) => sum + weight(image), 0)
  const ordered: ScheduledImage[] = []
  let before = 0
  for (const image of heavy) {
    const place = Math.round(((before + weight(image) / 2) / total) * images.length)
    while (ordered.length < place && light.length > 0) ordered.push(light.shift() ?? image)
    ordered.push(image)
    before += weight(image)
  }
  return [...ordered, ...light]
}
