/** Text in markup, also inside of attributes. */
export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** Name of an image or chart as the end of an id: what is no letter or digit becomes its number. */
export const anchorOf = (kind: 'image' | 'chart', name: string): string =>
  `${kind}-${name.replace(/[^A-Za-z0-9.-]/g, (sign) => `_${sign.charCodeAt(0)}_`)}`
