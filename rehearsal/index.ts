/** Runs a program in this process and returns the graph it made: for tests of components. */
export { type RecordOptions, record } from './engine/record.ts'
/** What was recorded. */
export type * from './engine/recorded-resource.ts'
