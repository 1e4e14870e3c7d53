/** More than these help nobody. */
const MAX_NAMES = 3

/** Share of letter pairs below which two names have nothing to do with each other. */
const MIN_SIMILARITY = 0.4

/** Names like a given one, the likest first, by the letter pairs that they share (Dice). */
export function nearestNames(name: string, known: Iterable<string>): string[] {
  const pairs = pairsOf(name)
  return [...known]
    .map((candidate) => ({ candidate, similarity: similarity(pairs, pairsOf(candidate)) }))
    .filter(({ similarity }) => similarity >= MIN_SIMILARITY)
    .sort((a, b) => b.similarity - a.similarity || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, MAX_NAMES)
    .map(({ candidate }) => candidate)
}

/** With the ends as pairs of their own, so that names of one letter have some too. */
function pairsOf(name: string): ReadonlySet<string> {
  const text = `^${name.toLowerCase()}$`
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)))
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size)
}
