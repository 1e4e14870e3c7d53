import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

interface ScrollingProps {
  /** What the table shows: the name of the part that is scrolled. */
  readonly label: string
  /** Pixels below which it is scrolled. */
  readonly minWidth: number
  readonly children: ReactNode
}

/** A table that is scrolled by itself where the window is narrow, by keyboard as well. */
export function Scrolling({ label, minWidth, children }: ScrollingProps) {
  return (
    <Table.ScrollContainer
      type="native"
      minWidth={minWidth}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      {children}
    </Table.ScrollContainer>
  )
}
