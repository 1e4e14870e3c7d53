import { scaleBand, scaleLinear } from 'd3-scale'
import { useId } from 'react'
import { BottomAxis, LeftAxis, type Plot } from './axes.tsx'
import { ChartFrame, type ChartTexts } from './chart-frame.tsx'
import { Key } from './legend.tsx'
import { Texture, type TextureName } from './texture.tsx'
import { inkOf, type Tone } from './tone.ts'

/** A part of every bar, from the bottom up; told apart by texture as well as by tone. */
export interface Part {
  readonly name: string
  readonly tone: Tone
  readonly texture: TextureName
}

/** A bar: its place, and a number for each part. */
export interface Bar {
  readonly name: string
  readonly values: readonly number[]
}

interface StackedBarsProps extends ChartTexts {
  readonly parts: readonly Part[]
  readonly bars: readonly Bar[]
  readonly xLabel: string
  readonly yLabel: string
  readonly format: (value: number) => string
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0)

/** Counts by day, each bar divided into parts. */
export function StackedBars(props: StackedBarsProps) {
  const { parts, bars, xLabel, yLabel, format, ...texts } = props
  const id = useId()
  const most = Math.max(1, ...bars.map(({ values }) => sumOf(values)))
  return (
    <ChartFrame
      {...texts}
      height={(width) => Math.max(220, Math.min(280, width * 0.5))}
      legend={parts.map(({ name, tone, texture }, part) => (
        <Key key={name} name={name}>
          <Texture id={`${id}-key-${part}`} name={texture} ink={inkOf(tone)} />
          <rect
            x={4}
            width={20}
            height={14}
            fill={`url(#${id}-key-${part})`}
            stroke={inkOf(tone)}
          />
        </Key>
      ))}
    >
      {(width, height) => {
        const plot: Plot = { left: 48, right: width - 20, top: 28, bottom: height - 44 }
        const names = bars.map(({ name }) => name)
        const toX = scaleBand(names, [plot.left, plot.right]).paddingInner(0.2)
        const toY = scaleLinear([0, most], [plot.bottom, plot.top]).nice(4)
        // As many names as have room, the last one (today) always among them.
        const every = Math.ceil(names.length / Math.max(2, Math.floor(width / 80)))
        const shown = names.filter((_, at) => (names.length - 1 - at) % every === 0)
        const ticks = shown.map((text) => ({ text, at: (toX(text) ?? 0) + toX.bandwidth() / 2 }))
        const whole = toY.ticks(4).filter(Number.isInteger)
        return (
          <>
            {parts.map(({ name, tone, texture }, part) => (
              <Texture key={name} id={`${id}-${part}`} name={texture} ink={inkOf(tone)} />
            ))}
            <LeftAxis
              plot={plot}
              label={yLabel}
              ticks={whole.map((value) => ({ at: toY(value), text: format(value) }))}
            />
            {bars.map(({ name, values }) =>
              values.map((value, part) => {
                const below = sumOf(values.slice(0, part))
                const top = toY(below + value)
                return value === 0 ? null : (
                  <rect
                    key={parts[part]?.name}
                    x={toX(name)}
                    y={top}
                    width={toX.bandwidth()}
                    height={toY(below) - top}
                    fill={`url(#${id}-${part})`}
                    stroke={inkOf(parts[part]?.tone ?? 'gray')}
                  />
                )
              }),
            )}
            <BottomAxis plot={plot} label={xLabel} ticks={ticks} />
          </>
        )
      }}
    </ChartFrame>
  )
}
