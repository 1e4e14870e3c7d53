import { type Markup, markup } from './markup.ts'

/** Maps a value of `domain` to a place in `range`. */
export interface Scale {
  (value: number): number
  domain: readonly [number, number]
  range: readonly [number, number]
}

/** A linear scale; values outside the domain are put at its nearer end. */
export function linearScale(
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const place = (value: number): number => {
    const share = Math.min(1, Math.max(0, (value - domain[0]) / (domain[1] - domain[0])))
    return Math.round(100 * (range[0] + share * (range[1] - range[0]))) / 100
  }
  return Object.assign(place, { domain, range })
}

/** Round values within the domain, about `wanted` of them, 1, 2 or 5 times a power of ten apart. */
export function ticks([low, high]: readonly [number, number], wanted = 5): number[] {
  const rough = (high - low) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((times) => times * power >= rough * 0.999) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toFixed(9)))
}

/** Place and text of an axis. */
export interface AxisOptions {
  scale: Scale
  /** Where the axis line lies: y of a horizontal axis, x of a vertical one. */
  at: number
  /** Far end of the grid lines. */
  gridTo: number
  label: string
  show: (value: number) => string
}

/** A horizontal axis with grid lines, tick labels and its title below. */
export function xAxis({ scale, at, gridTo, label, show }: AxisOptions): Markup {
  const middle = (scale.range[0] + scale.range[1]) / 2
  return markup`<g class="axis">${ticks(scale.domain).map((tick) => {
    const x = scale(tick)
    return markup`<line class="grid" x1="${x}" x2="${x}" y1="${at}" y2="${gridTo}"/><text x="${x}" y="${at + 18}" text-anchor="middle">${show(tick)}</text>`
  })}<line class="base" x1="${scale.range[0]}" x2="${scale.range[1]}" y1="${at}" y2="${at}"/><text class="label" x="${middle}" y="${at + 40}" text-anchor="middle">${label}</text></g>`
}

/** A vertical axis with grid lines, tick labels and its title turned along it. */
export function yAxis({ scale, at, gridTo, label, show }: AxisOptions): Markup {
  const middle = (scale.range[0] + scale.range[1]) / 2
  const x = at - 46
  return markup`<g class="axis">${ticks(scale.domain).map((tick) => {
    const y = scale(tick)
    return markup`<line class="grid" x1="${at}" x2="${gridTo}" y1="${y}" y2="${y}"/><text x="${at - 8}" y="${y + 4}" text-anchor="end">${show(tick)}</text>`
  })}<line class="base" x1="${at}" x2="${at}" y1="${scale.range[0]}" y2="${scale.range[1]}"/><text class="label" x="${x}" y="${middle}" text-anchor="middle" transform="rotate(-90 ${x} ${middle})">${label}</text></g>`
}
