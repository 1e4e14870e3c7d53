import { type Markup, markup } from './markup.ts'

/** A table with a caption; the first cell of each line names it. */
export interface TableOptions {
  caption: string
  /** Column titles; a column is aligned right unless its title is the first. */
  columns: readonly string[]
  lines: readonly (readonly string[])[]
}

/** A table that screen readers can walk, in a box that scrolls where the page is narrow. */
export function table({ caption, columns, lines }: TableOptions): Markup {
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${lines.map(
  ([name, ...cells]) =>
    markup`<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`,
)}</tbody>
</table></div>`
}
