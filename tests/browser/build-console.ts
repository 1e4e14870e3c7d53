import { join } from 'node:path'
import { build } from 'vite'

/** Builds the console as the package brings it, into a folder of its own. */
export async function buildConsole(outDir: string): Promise<void> {
  await build({
    configFile: join(import.meta.dirname, '../../app/console/vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
}
