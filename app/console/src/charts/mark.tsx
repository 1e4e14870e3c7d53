import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape'

const SYMBOLS = {
  circle: symbolCircle,
  square: symbolSquare,
  diamond: symbolDiamond,
  triangle: symbolTriangle,
}

/** Forms of a point: lines are told apart by them where colours are not seen. */
export type Shape = keyof typeof SYMBOLS

/** A point of a line. */
export function Mark(props: { shape: Shape; x: number; y: number; ink: string }) {
  const { shape, x, y, ink } = props
  return (
    <path
      d={symbol(SYMBOLS[shape], 44)() ?? ''}
      transform={`translate(${x},${y})`}
      fill={ink}
      stroke="var(--mantine-color-body)"
    />
  )
}
