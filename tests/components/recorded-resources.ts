import { expect } from 'vitest'
import type { RecordedProgram, RecordedResource } from '../../rehearsal/engine/recorded-resource.ts'

/** The resource of a kind and name. */
export const find = ({ resources }: RecordedProgram, kind: string, name: string) => {
  const found = resources.find((one) => one.type.endsWith(`:${kind}`) && one.name === name)
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`)
  return found
}

/** `<kind> <name>` of everything that is no component, in order. */
export const childrenOf = ({ resources }: RecordedProgram): string[] =>
  resources
    .filter(({ custom }) => custom)
    .map(({ type, name }) => `${type.split(/[:/]/).at(-1)} ${name}`)
    .sort()

/** The pod's specification of a Deployment or Job. */
// biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
export const podOf = (resource: RecordedResource): any =>
  // biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
  (resource.inputs as any).spec.template.spec

/** Names of what a resource waits for. */
export const waitsFor = ({ resources }: RecordedProgram, resource: RecordedResource): string[] =>
  resources.filter(({ urn }) => resource.dependencies.includes(urn)).map(({ name }) => name)

/**
 * Expects secret inputs in these resources alone, and that none of the texts, nor any random value, is
 * in another's inputs.
 */
export function expectSecretsOnlyIn(
  program: RecordedProgram,
  names: readonly string[],
  texts: readonly string[] = [],
): void {
  const { resources } = program
  const kept = resources.filter(({ secretInputs }) => secretInputs.length > 0)
  expect(kept.map(({ name }) => name).sort()).toEqual([...names].sort())
  const random = resources
    .filter(({ type }) => type.startsWith('random:'))
    .flatMap(({ outputs }) => [outputs.result, outputs.base64, outputs.hex])
    .filter((value) => typeof value === 'string')
  const open = JSON.stringify(
    resources
      .filter(({ name, type }) => !names.includes(name) || !type.endsWith(':Secret'))
      .map(({ inputs }) => inputs),
  )
  for (const text of [...texts, ...random]) expect(open).not.toContain(text)
}
