import type { Instruction } from './instructions.ts'
import { unquote, wordsOf } from './words.ts'

/** An ARG and its default, if it has one. */
export interface Argument {
  readonly name: string
  readonly value: string | null
}

/**
 * Values that BuildKit gives without being asked. Kaapana's images are for x86-64 alone.
 * https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
 */
export const PLATFORM_ARGUMENTS: Readonly<Record<string, string>> = Object.fromEntries(
  ['TARGET', 'BUILD'].flatMap((side) => [
    [`${side}PLATFORM`, 'linux/amd64'],
    [`${side}OS`, 'linux'],
    [`${side}ARCH`, 'amd64'],
    [`${side}VARIANT`, ''],
  ]),
)

/** ARGs of an ARG instruction; one may declare several. */
export function argumentsOf({ text }: Instruction): Argument[] {
  return wordsOf(text).flatMap((word) => {
    const [, name, value] = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(word) ?? []
    if (name === undefined) return []
    return [{ name, value: value === undefined ? null : unquote(value) }]
  })
}
