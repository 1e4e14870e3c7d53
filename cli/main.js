#!/usr/bin/env node
// Plain JavaScript, so that the cache is on before the first TypeScript file is loaded: later starts
// then neither strip types nor compile, which saves half a second and some 30 MB.
import { enableCompileCache } from 'node:module'

enableCompileCache()
// Node strips no types below node_modules: the installed package runs what was compiled into dist/.
const installed = import.meta.url.includes('/node_modules/')
await import(installed ? '../dist/cli/dataspace.js' : './dataspace.ts')
