import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a `docker` whose `buildx bake` pushes one manifest under every tag that it is asked for, or
 * fails. Returns the folder that has it.
 */
export function fakeDocker(folder: string, { fails = false } = {}): string {
  const bin = join(folder, fails ? 'failing' : 'building')
  mkdirSync(bin, { recursive: true })
  const script = `#!${process.execPath}
const { text } = require('node:stream/consumers')
async function main() {
  if (process.argv.includes('version')) return
  if (${fails}) { console.error('ERROR: failed to solve: no such file'); process.exit(1) }
  const { target } = JSON.parse(await text(process.stdin))
  for (const { tags } of Object.values(target))
    for (const tag of tags) {
      const [, host, repository, name] = /^([^/]+)\\/(.+):([^:]+)$/.exec(tag)
      await fetch('http://' + host + '/v2/' + repository + '/manifests/' + name, { method: 'PUT', body: 'built' })
    }
}
main()
`
  writeFileSync(join(bin, 'docker'), script, { mode: 0o755 })
  return bin
}
