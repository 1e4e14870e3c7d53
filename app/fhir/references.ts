const LITERAL =
  /^(?:https?:\/\/\S+\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/

const literal = (reference: unknown): RegExpExecArray | null =>
  typeof reference === 'string' ? LITERAL.exec(reference) : null

/**
 * The logical id in a literal reference (`Type/id`, also with a server before or a version behind),
 * or undefined where it points at another type, into the resource (#), to a search or a urn:uuid:.
 */
export function referencedId(reference: unknown, type: string): string | undefined {
  const parts = literal(reference)
  return parts?.[1] === type ? parts[2] : undefined
}

/** The type in a literal reference, or undefined where it is none. */
export const referencedType = (reference: unknown): string | undefined => literal(reference)?.[1]
