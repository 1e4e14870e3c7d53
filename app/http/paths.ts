/** Which methods each path answers to, for 405 and redirects. */
export interface PathTable {
  /** The methods of a path, upper case, sorted; none for an unknown path. */
  methods(path: string): string[]
}

/**
 * A table of the routes an application has. `:name` segments match any one segment, unless a route
 * has that very path.
 */
export function createPathTable(routes: readonly { method: string; path: string }[]): PathTable {
  const byPath = new Map<string, Set<string>>()
  for (const { method, path } of routes) {
    if (method === 'ALL' || path.includes('*')) continue
    byPath.set(path, (byPath.get(path) ?? new Set()).add(method.toUpperCase()))
  }
  const patterns = [...byPath].map(([path, methods]) => ({
    segments: path.split('/'),
    methods: [...methods].sort(),
  }))
  return {
    methods: (path) => {
      const own = byPath.get(path)
      if (own !== undefined) return [...own].sort()
      const segments = path.split('/')
      const found = patterns.filter(
        (pattern) =>
          pattern.segments.length === segments.length &&
          pattern.segments.every((part, i) =>
            part.startsWith(':') ? segments[i] !== '' : part === segments[i],
          ),
      )
      return [...new Set(found.flatMap(({ methods }) => methods))].sort()
    },
  }
}
