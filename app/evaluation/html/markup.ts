/** Text that is already safe to put into a page. */
export interface Markup {
  readonly markup: string
}

/** What a template takes; null and undefined print nothing. */
export type Printable = Markup | readonly Markup[] | string | number | null | undefined

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const print = (value: Printable): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
  if ('markup' in value) return value.markup
  return value.map((one) => one.markup).join('')
}

/** Template tag for HTML and SVG: every string put in is escaped, so that no name can break out. */
export function markup(parts: TemplateStringsArray, ...values: Printable[]): Markup {
  return { markup: parts.reduce((text, part, i) => text + print(values[i - 1]) + part) }
}
