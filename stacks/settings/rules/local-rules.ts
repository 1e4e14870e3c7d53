import { type Rule, repeated, when } from './rule.ts'

const localIsForLocal: Rule = {
  reads: ['kind', 'local'],
  check: ({ kind }, given) =>
    when(kind === 'aws' && given('local'), {
      path: ['local'],
      message: 'must be left out while kind is aws: it describes containers on this machine',
    }),
}

const portsDiffer: Rule = {
  reads: ['kind', 'local.ports'],
  check: ({ kind, local: { ports } }) =>
    (kind === 'local' ? repeated(Object.entries(ports)) : []).map(({ key, first, value }) => ({
      path: ['local', 'ports', key],
      message: `must differ from local.ports.${first}, got ${value}`,
      set: String(freePort(Object.values(ports))),
    })),
}

function freePort(taken: readonly number[]): number {
  let port = 10_000
  while (taken.includes(port)) port++
  return port
}

/** Rules about the containers on one machine. */
export const LOCAL_RULES: readonly Rule[] = [localIsForLocal, portsDiffer]
