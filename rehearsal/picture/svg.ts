/** A rectangle of the drawing, in pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const INK = '#111827'
export const QUIET = '#374151'
export const LINE = '#9ca3af'

/** Text in markup. */
export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** How a text looks. */
export interface TextLook {
  readonly size?: number
  readonly fill?: string
  readonly bold?: boolean
  readonly anchor?: 'start' | 'middle' | 'end'
}

/** A line of text, by its baseline. */
export function textAt(x: number, y: number, text: string, look: TextLook = {}): string {
  const { size = 12, fill = INK, bold = false, anchor = 'start' } = look
  const weight = bold ? ' font-weight="bold"' : ''
  const at = anchor === 'start' ? '' : ` text-anchor="${anchor}"`
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${weight}${at}>${escaped(text)}</text>`
}

/** A rounded rectangle. */
export function rectangle({ x, y, width, height }: Box, fill: string, stroke = LINE): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="6" fill="${fill}" stroke="${stroke}"/>`
}

/** How an arrow looks. */
export interface ArrowLook {
  readonly colour: string
  readonly dashes: string
}

/** An arrow along some points. */
export function arrow(points: readonly (readonly [number, number])[], look: ArrowLook): string {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`)
  const dashes = look.dashes === '' ? '' : ` stroke-dasharray="${look.dashes}"`
  return `<path d="${path.join(' ')}" fill="none" stroke="${look.colour}" stroke-width="2"${dashes}/>${head(points, look.colour)}`
}

/** The tip, which points the way of the last stretch. */
function head(points: readonly (readonly [number, number])[], colour: string): string {
  const [x, y] = points.at(-1) ?? [0, 0]
  const [fromX, fromY] = points.at(-2) ?? [0, 0]
  const length = Math.hypot(x - fromX, y - fromY) || 1
  const [dx, dy] = [((x - fromX) / length) * 9, ((y - fromY) / length) * 9]
  const corner = (side: number) =>
    `${round(x - dx + (side * dy) / 2)},${round(y - dy - (side * dx) / 2)}`
  return `<polygon points="${round(x)},${round(y)} ${corner(1)} ${corner(-1)}" fill="${colour}"/>`
}

const round = (value: number): number => Math.round(value * 10) / 10
