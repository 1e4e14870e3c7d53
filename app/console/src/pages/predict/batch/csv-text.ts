/** A cell of a table: a text, a number, or nothing. */
export type Cell = string | number | null

/**
 * Characters that make a spreadsheet take a text for a formula (OWASP, CSV injection), also behind
 * blanks, which some programs drop.
 */
const FORMULA = /^\s*[=+\-@]|^[\t\r\n]/

/**
 * A text that no spreadsheet calculates: what would be taken for a formula gets an apostrophe in
 * front. Texts come from files and records, so anything may be in them.
 */
export const guardFormula = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

function cellText(cell: Cell, separator: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = guardFormula(cell)
  const needsQuotes = text.includes(separator) || /["\r\n]|^\s|\s$/.test(text)
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A table as CSV (RFC 4180), with a mark at the beginning by which spreadsheets know UTF-8.
 *
 * @param separator between cells; that of the file the table is the answer to
 */
export function writeCsv(rows: readonly (readonly Cell[])[], separator = ','): string {
  const lines = rows.map((row) => row.map((cell) => cellText(cell, separator)).join(separator))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}
