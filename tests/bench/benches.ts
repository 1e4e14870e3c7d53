import type { Bench } from './bench.ts'

/** Loads every bench, in the order they run. A name is the file's. */
export const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  'predict-http': async () => (await import('./predict-http.bench.ts')).bench,
  'predict-process': async () => (await import('./predict-process.bench.ts')).bench,
  training: async () => (await import('./training.bench.ts')).bench,
  features: async () => (await import('./features.bench.ts')).bench,
  pipeline: async () => (await import('./pipeline.bench.ts')).bench,
  federation: async () => (await import('./federation.bench.ts')).bench,
  startup: async () => (await import('./startup.bench.ts')).bench,
  memory: async () => (await import('./memory.bench.ts')).bench,
  malformed: async () => (await import('./malformed.bench.ts')).bench,
  'model-flips': async () => (await import('./model-flips.bench.ts')).bench,
  'model-reload': async () => (await import('./model-reload.bench.ts')).bench,
  'kill-9': async () => (await import('./kill-9.bench.ts')).bench,
  plan: async () => (await import('./plan.bench.ts')).bench,
  kaapana: async () => (await import('./kaapana.bench.ts')).bench,
  dicom: async () => (await import('./dicom.bench.ts')).bench,
  'kaapana-check': async () => (await import('./kaapana-check.bench.ts')).bench,
  rehearsal: async () => (await import('./rehearsal.bench.ts')).bench,
  'type-check': async () => (await import('./type-check.bench.ts')).bench,
  console: async () => (await import('./console.bench.ts')).bench,
  'slow-clients': async () => (await import('./slow-clients.bench.ts')).bench,
}
