import { Box, Group, Stack, Text } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type ReactNode, useId } from 'react'
import { addTexts } from '../language/language.ts'
import { ChartTable, type Figures } from './chart-table.tsx'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('charts', { en: ENGLISH, de: GERMAN })

/** What every chart needs besides its data. */
export interface ChartTexts {
  readonly title: string
  /** What the chart says, in a sentence or two: shown, and read out in its place. */
  readonly summary: string
  readonly figures: Figures
}

interface ChartFrameProps extends ChartTexts {
  /** Height in pixels at a width in pixels. */
  readonly height: (width: number) => number
  readonly legend?: ReactNode
  /** Draws into a picture of this width and height. */
  readonly children: (width: number, height: number) => ReactNode
}

/** Title, picture as wide as there is room, legend, and the figures as a table. */
export function ChartFrame({ title, summary, figures, height, legend, children }: ChartFrameProps) {
  const id = useId()
  const { ref, width } = useElementSize()
  const tall = height(width)
  return (
    <Stack component="figure" gap="xs" m={0}>
      <figcaption>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed" id={`${id}-summary`}>
          {summary}
        </Text>
      </figcaption>
      {legend !== undefined && <Group gap="md">{legend}</Group>}
      <Box ref={ref} mih={tall} style={{ overflow: 'hidden' }}>
        {width > 0 && (
          <svg
            role="img"
            aria-label={title}
            aria-describedby={`${id}-summary`}
            width={width}
            height={tall}
            fontSize={12}
            style={{ display: 'block', fontFamily: 'var(--mantine-font-family)' }}
          >
            {children(width, tall)}
          </svg>
        )}
      </Box>
      <ChartTable title={title} {...figures} />
    </Stack>
  )
}
