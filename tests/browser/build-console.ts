import { join } from 'node:path'
import { build } from 'vite'

/**
 * Builds the console as the package brings it, into a folder of its own. A test runner sets NODE_ENV, by
 * which React would be its development build.
 */
export async function buildConsole(outDir: string): Promise<void> {
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await build({
      configFile: join(import.meta.dirname, '../../app/console/vite.config.ts'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    })
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}
