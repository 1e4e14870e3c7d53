/**
 * Name of an image's target: bake takes letters, digits, `_` and `-` alone. Any other character,
 * and `_` itself, becomes its code between underscores, so that no two images share a name
 * (`base-python-cpu-3.10` is `base-python-cpu-3_2e_10`); likewise the first letter of an image that
 * is called as one of the file's groups.
 */
export function targetName(image: string): string {
  const escaped = image.replace(/[^a-zA-Z0-9-]/gu, code)
  return isGroup(escaped) ? escaped.replace(/^./, code) : escaped
}

const code = (character: string): string => `_${character.codePointAt(0)?.toString(16)}_`

const isGroup = (name: string): boolean => name === 'default' || /^level-\d+$/.test(name)
