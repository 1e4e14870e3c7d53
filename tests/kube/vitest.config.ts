import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** `npm run test:kube`: a suite of its own, since it builds Kubernetes. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['tests/kube/**/*.kube.ts'],
    testTimeout: 180_000,
    // The first run builds two releases of Kubernetes.
    hookTimeout: 3_600_000,
    fileParallelism: false,
  },
})
