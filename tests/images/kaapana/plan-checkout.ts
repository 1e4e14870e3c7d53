import type { KaapanaPlan, KaapanaPlanOptions } from '../../../images/kaapana/kaapana-plan.ts'
import { planKaapana } from '../../../images/kaapana/plan-kaapana.ts'
import { makeCheckout } from './make-checkout.ts'

/** Smallest platform: a chart that runs nothing. */
export const PLATFORM = {
  'platforms/kaapana-admin-chart/Chart.yaml':
    'apiVersion: v2\nname: kaapana-admin-chart\nversion: 0.0.0\nkaapana_type: platform\n',
}

/** Plan of a checkout with these files and a platform chart. */
export function planCheckout(
  files: Readonly<Record<string, string>>,
  options: Omit<KaapanaPlanOptions, 'source'> = {},
): KaapanaPlan {
  return planKaapana({ source: makeCheckout({ ...PLATFORM, ...files }), ...options })
}

/** Dockerfile of an image that is never pushed. */
export function localImage(image: string, ...from: readonly string[]): string {
  return `${fromLines(from)}LABEL REGISTRY="local-only"\nLABEL IMAGE="${image}"\n`
}

/** Dockerfile of an image that is pushed. */
export function pushedImage(image: string, ...from: readonly string[]): string {
  return `${fromLines(from)}LABEL IMAGE="${image}"\n`
}

function fromLines(references: readonly string[]): string {
  const all = references.length > 0 ? references : ['docker.io/alpine:3.20']
  return all.map((reference) => `FROM ${reference}\n`).join('')
}
