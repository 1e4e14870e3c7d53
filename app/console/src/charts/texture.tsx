const LINES = {
  light: 'M0,0',
  lines: 'M-2,2l4,-4M0,8l8,-8M6,10l4,-4',
  solid: 'M0,0',
} as const

/** How an area is filled: pale, pale with lines across, or whole. */
export type TextureName = keyof typeof LINES

/** A filling that is told from others without seeing its colour. */
export function Texture(props: { id: string; name: TextureName; ink: string }) {
  const { id, name, ink } = props
  return (
    <defs>
      <pattern id={id} width={8} height={8} patternUnits="userSpaceOnUse">
        <rect width={8} height={8} fill={ink} opacity={name === 'solid' ? 1 : 0.25} />
        <path d={LINES[name]} stroke={ink} strokeWidth={2} />
      </pattern>
    </defs>
  )
}
