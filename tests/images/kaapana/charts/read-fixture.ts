import { globSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { mapContainers } from '../../../../images/kaapana/charts/map-containers.ts'
import { readCharts } from '../../../../images/kaapana/charts/read-charts.ts'
import type { Issue } from '../../../../images/kaapana/issue.ts'
import { writeFiles } from '../make-checkout.ts'

export const REGISTRY = 'registry.example/kaapana'
export const VERSION = '0.6.0'

/** A folder with these files, removed after the test. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kaapana-charts-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFiles(folder, files)
  return folder
}

/** The charts of a folder, every one in the version of the platform. */
export function read(source: string) {
  return readCharts({
    source,
    chartFiles: globSync('**/Chart.yaml', { cwd: source }).sort(),
    versionOf: () => VERSION,
    platformVersion: VERSION,
    platformChart: 'admin',
    registry: REGISTRY,
  })
}

/** The images that each chart of a folder runs, where the checkout builds images of these names. */
export function map(source: string, ...names: string[]) {
  const images = names.map((image) => {
    const tag = `${REGISTRY}/${image}:${VERSION}`
    return { image, tag, registry: REGISTRY, version: VERSION }
  })
  const place = { folder: source, registry: REGISTRY, platformVersion: VERSION }
  const { containers, issues } = mapContainers(read(source).charts, images, place)
  return { containers: Object.fromEntries(containers), issues }
}

/** Where issues are, and which rules they are about. */
export function places(issues: readonly Issue[]): string[] {
  return issues.map(({ rule, file, line }) => [rule, file, line ?? []].flat().join(' '))
}
