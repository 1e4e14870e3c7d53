import { dashboardJson } from './dashboard.ts'
import { modelBoard } from './model-board.ts'
import { platformBoard } from './platform-board.ts'

/** All boards. */
export const BOARDS = [platformBoard, modelBoard]

/** The boards as files that Grafana reads, text by file name. */
export function dashboardFiles(): Record<string, string> {
  const files = BOARDS.map((board) => [
    `${board.uid}.json`,
    JSON.stringify(dashboardJson(board), null, 2),
  ])
  return Object.fromEntries(files) as Record<string, string>
}
