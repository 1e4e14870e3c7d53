/** An image as a line of a chart's YAML names it. */
export interface ImageLine {
  /** Without quotes, braces and spaces: `.Values.global.registry_url/nginx:…`. */
  readonly value: string
  /** From 1. */
  readonly line: number
}

const IMAGE = /^-?\s*(?:complete_image|image):\s*(.+)$/
const NOISE = /["'`${} ]/g
const COMMENT = /\s#.*$/

/** Values that are put together at run time, or name no image of the checkout. */
const TEMPLATED = [
  '.Values.image',
  '.Values.global.complete_image',
  '.Values.global.image',
  'collection.name',
  'kube_helm_collection',
  'test_pull_image',
]

/**
 * The images that lines of a template name. A line that mentions an image but names none stands for
 * the first that values.yaml names: that is where templates take it from.
 */
export function imageLines(text: string, values: ImageLine | undefined): ImageFound[] {
  if (!text.includes('image:')) return []
  return linesOf(text).flatMap((content, index): ImageFound[] => {
    if (!content.includes('image:')) return []
    const value = imageOf(content)
    if (value !== undefined) return [{ value, line: index + 1, fromValues: false }]
    return values ? [{ ...values, fromValues: true }] : []
  })
}

/** An image, and whether values.yaml is where it stands. */
export interface ImageFound extends ImageLine {
  readonly fromValues: boolean
}

/** The first image that values.yaml names. */
export function firstImage(values: string): ImageLine | undefined {
  for (const [index, content] of linesOf(values).entries()) {
    const value = imageOf(content)
    if (value !== undefined) return { value, line: index + 1 }
  }
  return undefined
}

/** The image that a line of YAML names; undefined when it names none, or one known only at run time. */
export function imageOf(content: string): string | undefined {
  // Trimmed first: a pattern that starts with optional spaces takes quadratic time on a line of them.
  const [, text] = IMAGE.exec(content.trim()) ?? []
  if (text === undefined) return undefined
  if (content.includes('-if.') && content.includes('{{else}}')) return undefined
  const value = text.replace(COMMENT, '').replaceAll(NOISE, '')
  return value === '' || value.startsWith('#') || TEMPLATED.some((part) => value.includes(part))
    ? undefined
    : value
}

/** Lines of a text, whichever way they end. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/)
}
