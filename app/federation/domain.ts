import { createHash } from 'node:crypto'
import type { Bins } from '../forest/bins.ts'
import { FEATURE_BOUNDS, FEATURES, type Feature } from '../forest/features.ts'

/** First of the values of each bin of a feature but the first: where a tree may cut. */
export type PublicEdges = Readonly<Record<Feature, readonly number[]>>

const YEARS = 5

/**
 * Edges of counts: every whole number up to 20, every fourth up to 60, then each a half more than
 * the last. What is common is told apart finely, by the bounds alone and not by anybody's data.
 */
function countEdges(max: number): number[] {
  const edges: number[] = []
  for (let edge = 1; edge <= max; edge = nextEdge(edge)) edges.push(edge)
  return edges
}

function nextEdge(edge: number): number {
  if (edge < 20) return edge + 1
  return edge < 60 ? edge + 5 : Math.floor(edge * 1.5)
}

/** Edges every five years from the lower bound on. */
function yearEdges({ min, max }: { min: number; max: number }): number[] {
  return Array.from({ length: Math.floor((max - min) / YEARS) }, (_, i) => min + (i + 1) * YEARS)
}

/**
 * Where trees of a federation may cut. They follow from FEATURE_BOUNDS, which everybody knows, so
 * that an edge says nothing of the patients of an institution.
 */
export const PUBLIC_EDGES: PublicEdges = {
  age: yearEdges(FEATURE_BOUNDS.age),
  num_conditions: countEdges(FEATURE_BOUNDS.num_conditions.max),
  num_medications: countEdges(FEATURE_BOUNDS.num_medications.max),
  recent_encounters: countEdges(FEATURE_BOUNDS.recent_encounters.max),
  gender_encoded: [1],
}

/**
 * Edges of the grid that counts of private mode are made in, and histograms of both modes: round
 * numbers over the range that adult inpatients are commonly in, few enough that most cells hold more
 * than their noise. Each is a public edge.
 */
export const GRID_EDGES: PublicEdges = {
  age: [40, 50, 60, 70, 80],
  num_conditions: [3, 5, 7, 9, 12],
  num_medications: [5, 10, 15, 20, 30],
  recent_encounters: [1, 2, 3, 4, 6],
  gender_encoded: [1],
}

/** SHA-256 of features, bounds and edges: two sides that agree on it speak of the same domain. */
export const DOMAIN_HASH = createHash('sha256')
  .update(JSON.stringify(FEATURES.map(describe)))
  .digest('hex')

function describe(name: Feature) {
  return [name, FEATURE_BOUNDS[name], PUBLIC_EDGES[name], GRID_EDGES[name]]
}

/** The bins between edges of all features, in the order of FEATURES. */
export const binsBetween = (edges: PublicEdges): Bins[] =>
  FEATURES.map((feature) => binsOf(feature, edges[feature]))

function binsOf(feature: Feature, edges: readonly number[]): Bins {
  const { min, max } = FEATURE_BOUNDS[feature]
  const codeOf = new Uint8Array(max + 1)
  for (let value = 0; value <= max; value++) {
    codeOf[value] = edges.filter((edge) => value >= edge).length
  }
  return {
    lowest: Uint16Array.from([min, ...edges]),
    highest: Uint16Array.from([...edges.map((edge) => edge - 1), max]),
    codeOf,
  }
}
