import { z } from '@hono/zod-openapi'

/**
 * The pattern as OpenAPI has it, without flags: JSON Schema's patterns are Unicode-aware, and the
 * document's maker would write the flag into the pattern.
 */
const documented = (pattern: RegExp): { pattern: string } => ({ pattern: pattern.source })

/** A text of one line to be shown: printable characters, at least one of them no blank. */
export const printable = ({ min = 1, max }: { min?: number; max: number }) =>
  matching({
    text: z.string().min(min).max(max),
    pattern: /^\P{C}*[^\s\p{C}]\P{C}*$/u,
    message: 'Only printable characters, not all blank',
  })

/** A text that must match a pattern with Unicode classes. */
export const matching = (rule: { text: z.ZodString; pattern: RegExp; message: string }) =>
  rule.text.regex(rule.pattern, rule.message).openapi(documented(rule.pattern))

/**
 * A text to be looked up in the database, without control characters. Nothing there has any, and on
 * U+0000 PostgreSQL fails, which would be a failure of ours.
 */
export const storable = ({ min = 0, max }: { min?: number; max: number }) =>
  matching({
    text: z.string().min(min).max(max),
    // Spelled out, since not everything that reads the document knows \p{Cc}.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    pattern: /^[^\u0000-\u001f\u007f-\u009f]*$/u,
    message: 'Without control characters',
  })
