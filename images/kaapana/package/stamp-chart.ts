import type { ChartFile, ChartTree } from './chart-tree.ts'

/**
 * A chart's files as they are packaged: the platform's version in place of the chart's own, and
 * requirements without the repositories they are not fetched from.
 */
export function stampChart(tree: ChartTree, version: string): ChartTree {
  const stamped = new Map(tree)
  edit(stamped, 'Chart.yaml', (line) =>
    line.startsWith('version:') ? `version: "${version}"\n` : line,
  )
  edit(stamped, 'requirements.yaml', (line) => (line.includes('repository:') ? '' : line))
  return stamped
}

function edit(tree: Map<string, ChartFile>, path: string, change: (line: string) => string): void {
  const file = tree.get(path)
  if (file === undefined) return
  // As Python's text mode reads and writes lines.
  const text = file.bytes.toString('utf8').replaceAll(/\r\n?/g, '\n')
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  tree.set(path, { ...file, bytes: Buffer.from(lines.map(change).join('')) })
}
