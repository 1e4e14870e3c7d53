import { type Markup, markup } from './markup.ts'

/** A picture with its name and its description for those who do not see it. */
export interface FigureOptions {
  /** Unique in the page. */
  id: string
  title: string
  description: string
  width: number
  height: number
  content: Markup | readonly Markup[]
  /** Printed below the picture. */
  caption: string
}

/** An SVG picture that scales with the page, labelled by its own title and description. */
export function figure(options: FigureOptions): Markup {
  const { id, title, description, width, height, content, caption } = options
  return markup`<figure>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${content}</svg>
<figcaption>${caption}</figcaption>
</figure>`
}
