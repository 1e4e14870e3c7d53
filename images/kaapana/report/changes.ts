import type { ImageChange } from '../digest/changed-since.ts'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import { issueLines } from './issue-text.ts'
import { COLUMNS, count, wrapWords } from './wrap.ts'

/** What changes since a commit rebuild. */
export interface Changes {
  /** As the caller named the commit. */
  readonly ref: string
  /** Bases first. */
  readonly images: readonly ImageChange[]
}

/** More files of one image are counted. */
const FILES_SHOWN = 5

/** Changes for a person at a terminal: what is rebuilt, and why. */
export function changesText(plan: KaapanaPlan, { ref, images }: Changes): string {
  const selected = plan.containers.filter((container) => container.selected).length
  const title = `${images.length} of ${count(selected, 'image')} rebuild after the changes since ${ref}`
  const changed = images.filter(({ files, note }) => files.length > 0 || note !== undefined)
  const others = images.filter((image) => !changed.includes(image)).map(({ image }) => image)
  const parts = [
    [title],
    changed.length === 0 ? [] : ['Changed themselves', ...changed.flatMap(reasons)],
    others.length === 0
      ? []
      : ['Built from those', ...wrapWords(others, ', ', COLUMNS - 2).map((line) => `  ${line}`)],
    issueLines(plan.issues),
  ]
  const lines = parts.filter((part) => part.length > 0).map((part) => part.join('\n'))
  return `${lines.join('\n\n')}\n`
}

function reasons({ image, files, note }: ImageChange): string[] {
  const shown = files.slice(0, FILES_SHOWN)
  const more = files.length - shown.length
  const details = [
    ...(note === undefined ? [] : [note]),
    ...shown,
    ...(more > 0 ? [`and ${count(more, 'more file')}`] : []),
  ]
  return [`  ${image}`, ...details.map((detail) => `    ${detail}`)]
}

/** Changes as JSON for other programs. */
export function changesJson(plan: KaapanaPlan, { ref, images }: Changes): string {
  const { version, issues } = plan
  return `${JSON.stringify({ version, since: ref, images, issues }, null, 2)}\n`
}
