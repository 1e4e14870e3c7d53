import type { Instruction } from './instructions.ts'
import { unquote, wordsOf } from './words.ts'

/** A FROM instruction as written. */
export interface From {
  readonly reference: string
  /** Name of the stage, in lower case: Docker compares without case. */
  readonly alias?: string
  /** Marked with `#ignore`: no base, as Kaapana's tool has it. */
  readonly ignored: boolean
  readonly line: number
}

/** Reads `FROM [--platform=…] <image> [AS <name>]`; undefined without an image. */
export function fromOf({ text, line }: Instruction): From | undefined {
  const words = wordsOf(text).filter((word) => !word.startsWith('--'))
  const [reference, as, name] = words.map(unquote)
  if (!reference || reference.startsWith('#')) return undefined
  const alias = as?.toLowerCase() === 'as' && name ? { alias: name.toLowerCase() } : {}
  return { reference, ...alias, ignored: text.includes('#ignore'), line }
}

/** Images or stages that COPY, ADD or RUN take files from. */
export function sourcesOf({ keyword, text }: Instruction): string[] {
  if (!text.includes('from=')) return []
  const flags = wordsOf(text)
    .map(unquote)
    .filter((word) => word.startsWith('--'))
  return flags.flatMap((flag) => {
    if (keyword !== 'RUN') return flag.startsWith('--from=') ? [flag.slice('--from='.length)] : []
    if (!flag.startsWith('--mount=')) return []
    const options = flag.slice('--mount='.length).split(',')
    return options.flatMap((option) => (option.startsWith('from=') ? [option.slice(5)] : []))
  })
}
