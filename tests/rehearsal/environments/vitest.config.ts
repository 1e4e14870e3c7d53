import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** `npm run test:rehearse`: a suite of its own, since it takes each environment through its life. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname, '../../..'),
    include: ['tests/rehearsal/environments/**/*.rehearse.ts'],
    testTimeout: 1_200_000,
    fileParallelism: false,
  },
})
