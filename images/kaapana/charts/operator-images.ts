import { posix } from 'node:path'
import { type CheckoutFiles, readFolder, readText } from './checkout-files.ts'
import { linesOf } from './image-lines.ts'

/** An image that an Airflow operator starts. */
export interface OperatorImage {
  readonly image: string
  /** Undefined for that of the chart. */
  readonly version: string | undefined
  readonly file: string
  readonly line: number
}

const REGISTRY = '{DEFAULT_REGISTRY}/'
const IMAGE = /^-?\s*image\s*[:=]\s*f?["']\{DEFAULT_REGISTRY\}\/([^:]+):([^"']+)["']/
const BUILD_VERSION = '{KAAPANA_BUILD_VERSION}'

/**
 * Images in Python files anywhere below a folder whose names contain "operator". Linked folders are
 * not entered, so that none is visited for ever.
 */
export function operatorImages(files: CheckoutFiles, folder: string): OperatorImage[] {
  const images: OperatorImage[] = []
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of readFolder(files, next)) {
      const path = posix.join(next, entry.name)
      if (entry.isDirectory() && entry.name !== '.git') folders.push(path)
      else if (isOperator(entry.name)) images.push(...imagesIn(files, path))
    }
  }
  return images
}

function isOperator(name: string): boolean {
  return name.endsWith('.py') && name.toLowerCase().includes('operator')
}

function imagesIn(files: CheckoutFiles, file: string): OperatorImage[] {
  const text = readText(files, file)
  if (!text?.includes(REGISTRY)) return []
  return linesOf(text).flatMap((content, index) => {
    if (!content.includes(REGISTRY)) return []
    const [, image, version] = IMAGE.exec(content.trim()) ?? []
    if (image === undefined) return []
    return [
      { image, version: version === BUILD_VERSION ? undefined : version, file, line: index + 1 },
    ]
  })
}
