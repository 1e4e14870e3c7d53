import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressedFiles } from './build/compressed-files.ts'
import { mantineStyles } from './build/used-mantine-styles.ts'

/** The console, built into files that the service sends under /console/. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), mantineStyles(join(import.meta.dirname, 'src')), compressedFiles()],
  // The service writes a nonce of its own into each answer: for the element in which Mantine lays out the shell.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // Every file is fetched from this service: nothing is written into the page itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://localhost:8000', '/openapi.json': 'http://localhost:8000' } },
})
