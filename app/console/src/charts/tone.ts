/** Tones whose contrast is at least 4.5 in light and dark (console.css). */
export type Tone = 'blue' | 'orange' | 'green' | 'yellow' | 'red' | 'gray'

/** The tone as text and lines are drawn in it. */
export const inkOf = (tone: Tone): string => `var(--mantine-color-${tone}-text)`

/** Axes, grid and other lines that are no data. */
export const QUIET = 'var(--mantine-color-default-border)'

/** Text of axes. */
export const DIMMED = 'var(--mantine-color-dimmed)'
