import type { KaapanaPlan } from '../../images/kaapana/kaapana-plan.ts'
import { containerOf, planOf } from '../images/kaapana/plan-of.ts'

/** Local bases by their own base, and how many images that nothing is built from each carries. */
const BASES: Readonly<Record<string, { readonly base?: string; readonly leaves: number }>> = {
  'python-cpu': { leaves: 63 },
  'python-gpu': { base: 'python-cpu', leaves: 10 },
  installer: { base: 'python-cpu', leaves: 17 },
  mitk: { base: 'python-cpu', leaves: 6 },
  'minio-mc': { base: 'python-cpu', leaves: 4 },
  'model-installer': { base: 'python-cpu', leaves: 2 },
  desktop: { base: 'python-gpu', leaves: 2 },
  'nnunet-v2': { base: 'python-gpu', leaves: 2 },
  'landing-page': { leaves: 4 },
  postgres: { leaves: 1 },
  'python-cpu-old': { leaves: 0 },
  'python-gpu-old': { base: 'python-cpu-old', leaves: 1 },
}
const STANDALONE = 31

/** A plan with as many images as Kaapana 0.6.0's, on bases of the same fan-out, without a checkout. */
export function kaapanaGraph(): KaapanaPlan {
  const bases = Object.entries(BASES).map(([name, { base }]) =>
    containerOf(name, { localOnly: true, bases: base === undefined ? [] : [base] }),
  )
  const leaves = Object.entries(BASES).flatMap(([name, { leaves: count }]) =>
    Array.from({ length: count }, (_, index) =>
      containerOf(`${name}-user-${index}`, { bases: [name] }),
    ),
  )
  const others = Array.from({ length: STANDALONE }, (_, index) => containerOf(`alone-${index}`))
  return planOf([...bases, ...leaves, ...others])
}
