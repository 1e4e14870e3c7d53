const TYPED_REFERENCE =
  /^(?:https?:\/\/\S+\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/\S+)?$/

/**
 * The logical id in a literal reference (`Type/id`, also with a server before or a version behind),
 * or undefined where it points at another type, into the resource (#), to a search or a urn:uuid:.
 */
export function referencedId(reference: unknown, type: string): string | undefined {
  const parts = typeof reference === 'string' ? TYPED_REFERENCE.exec(reference) : null
  return parts?.[1] === type ? parts[2] : undefined
}
