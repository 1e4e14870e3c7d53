import type { EvaluationReport } from '../report.ts'
import { PAGE_STYLE } from './page-style.ts'
import { reliabilityPlot } from './reliability-plot.ts'
import { rocPlot } from './roc-plot.ts'
import { subgroupPlot } from './subgroup-plot.ts'

/** A plot of the report as a file of its own. */
export interface PlotFile {
  name: string
  svg: string
}

const PLOTS = {
  'roc.svg': rocPlot,
  'reliability.svg': reliabilityPlot,
  'subgroups.svg': subgroupPlot,
} as const

/** The report's plots as SVG files that bring their style along. The same report, the same files. */
export function plotFiles(report: EvaluationReport): PlotFile[] {
  return Object.entries(PLOTS).map(([name, plot]) => {
    const { markup } = plot(report)
    const start = markup.indexOf('<svg')
    const svg = markup.slice(start, markup.indexOf('</svg>') + '</svg>'.length)
    const opened = svg.indexOf('>') + 1
    return {
      name,
      svg: `${svg.slice(0, opened)}<style>${PAGE_STYLE}</style>${svg.slice(opened)}\n`,
    }
  })
}
