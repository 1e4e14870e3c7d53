import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Mark, type Shape } from './mark.tsx'
import { inkOf, type Tone } from './tone.ts'

/** A name beside what is drawn for it. */
export function Key({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap" component="span">
      <svg width={28} height={14} aria-hidden>
        {children}
      </svg>
      <Text size="sm" component="span">
        {name}
      </Text>
    </Group>
  )
}

interface LineKeyProps {
  readonly name: string
  readonly tone: Tone
  readonly dash?: string
  readonly mark?: Shape
}

/** The key of a line. */
export function LineKey({ name, tone, dash, mark }: LineKeyProps) {
  const ink = inkOf(tone)
  return (
    <Key name={name}>
      <line x1={0} x2={28} y1={7} y2={7} stroke={ink} strokeWidth={2} strokeDasharray={dash} />
      {mark !== undefined && <Mark shape={mark} x={14} y={7} ink={ink} />}
    </Key>
  )
}
