import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** `npm run test:buildkit`: a suite of its own, since it builds BuildKit and needs root. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../..'),
    include: ['tests/buildkit/**/*.buildkit.ts'],
    testTimeout: 300_000,
    // The first run builds buildx, BuildKit and a registry.
    hookTimeout: 1_800_000,
    fileParallelism: false,
  },
})
