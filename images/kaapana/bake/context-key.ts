/**
 * What a named context must be called to stand in for `FROM <reference>`. BuildKit looks it up
 * under the reference's short form: without Docker Hub's host, its `library/`, and `:latest`; under
 * any other name the context is ignored without a word, and the image is fetched from its registry.
 * https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerui/config.go#L475-L479
 */
export function contextKey(reference: string): string {
  const short = reference
    .replace(/^(?:index\.)?docker\.io\//, '')
    .replace(/^library\/(?=[^/]+$)/, '')
  // A digest decides, so that BuildKit keeps the tag before it.
  return short.replace(/:latest$/, '')
}
