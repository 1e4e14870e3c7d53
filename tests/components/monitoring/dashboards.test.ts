import { describe, expect, it } from 'vitest'
import { dashboardJson } from '../../../components/monitoring/dashboards/dashboard.ts'
import {
  BOARDS,
  dashboardFiles,
} from '../../../components/monitoring/dashboards/dashboard-files.ts'

describe('dashboards', () => {
  it('show the original’s eight panels', () => {
    const [platform] = BOARDS
    expect(platform?.title).toBe('HealthAlliance MLOps Platform')
    const titles = platform?.rows.flat().map(({ title }) => title)
    expect(titles).toEqual([
      'Prediction success rate',
      'Error rate',
      'Active database connections',
      'Pod count',
      'API request rate',
      'API response time, 95th percentile',
      'CPU usage',
      'Memory usage',
    ])
  })

  it('have addresses of their own, and files that fit into a ConfigMap', () => {
    const uids = BOARDS.map(({ uid }) => uid)
    expect(new Set(uids).size).toBe(uids.length)
    for (const uid of uids) expect(uid).toMatch(/^[a-z-]{1,40}$/)
    expect(Object.keys(dashboardFiles())).toEqual(uids.map((uid) => `${uid}.json`))
    for (const text of Object.values(dashboardFiles())) {
      expect(text.length).toBeLessThan(900_000)
      expect(JSON.parse(text)).toMatchObject({ schemaVersion: 39, editable: false })
    }
  })

  describe.each(BOARDS.map((board) => [board.title, board] as const))('%s', (_, board) => {
    const { panels, templating } = dashboardJson(board)

    it('numbers its panels, each with title and description', () => {
      const ids = panels.map(({ id }) => id)
      expect(new Set(ids).size).toBe(panels.length)
      const titles = new Set(panels.map(({ title }) => title))
      expect(titles.size).toBe(panels.length)
      for (const { description } of panels) expect(description).toMatch(/\.$/)
    })

    it('covers its grid without overlaps', () => {
      const cells = new Set<string>()
      for (const { gridPos } of panels) {
        const { x, y, w, h } = gridPos
        expect(x + w).toBeLessThanOrEqual(24)
        for (let column = x; column < x + w; column++)
          for (let row = y; row < y + h; row++) {
            const cell = `${column}/${row}`
            expect(cells.has(cell), cell).toBe(false)
            cells.add(cell)
          }
      }
    })

    it('asks the data source that its reader chose, and gives every value a unit', () => {
      expect(templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource' })
      for (const { datasource, targets, fieldConfig } of panels) {
        expect(datasource).toEqual({ type: 'prometheus', uid: '$datasource' })
        for (const target of targets) expect(target.datasource).toEqual(datasource)
        const letters = targets.map(({ refId }) => refId).join('')
        expect('ABCDEF'.startsWith(letters)).toBe(true)
        expect(fieldConfig.defaults.unit).not.toBe('')
      }
    })

    it('asks for no variable that it has not', () => {
      const names = ['__rate_interval', ...templating.list.map(({ name }) => name)]
      const used = JSON.stringify(panels).matchAll(/\$(\w+)/g)
      for (const [, name] of used) expect(names).toContain(name)
    })
  })
})
