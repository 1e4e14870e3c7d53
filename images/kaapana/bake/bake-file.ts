/** One image for `docker buildx bake`. https://docs.docker.com/build/bake/reference/#target */
export interface BakeTarget {
  /** Folder sent to the builder, relative to where bake runs: the checkout. */
  readonly context: string
  /** Relative to the context, as bake reads it. */
  readonly dockerfile: string
  /** What a `FROM` is replaced by, by its reference. */
  readonly contexts?: Readonly<Record<string, string>>
  readonly args?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
  readonly tags?: readonly string[]
  readonly platforms: readonly string[]
  readonly 'cache-from'?: readonly string[]
  readonly 'cache-to'?: readonly string[]
  readonly attest: readonly string[]
  readonly output: readonly string[]
}

/** Targets under one name. */
export interface BakeGroup {
  readonly description?: string
  readonly targets: readonly string[]
}

/** What `docker buildx bake` reads from a JSON file. */
export interface BakeFile {
  readonly group: Readonly<Record<string, BakeGroup>>
  readonly target: Readonly<Record<string, BakeTarget>>
}

/**
 * The file's text, the same for the same content. Bake reads every text in it as a template, so
 * that `${` and `%{` are doubled. https://github.com/hashicorp/hcl/blob/main/json/spec.md
 */
export function bakeJson(file: BakeFile): string {
  const literal = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replace(/([$%])\{/g, '$1$1{') : value
  // With nothing to build: bake takes a group without targets, but not `target` without any.
  const { target, ...rest } = file
  const written = Object.keys(target).length > 0 ? file : rest
  return `${JSON.stringify(written, literal, 2)}\n`
}
