import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { REPOSITORY } from './build.ts'

const run = promisify(execFile)
const NAME = '@healthalliance/dataspace'

/**
 * A project of somebody else's, made from `example`, with this package installed from its tarball and
 * everything else from this repository's node_modules. Returns its folder; the caller removes it.
 */
export async function packedConsumer(example: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-consumer-'))
  cpSync(example, folder, { recursive: true })
  const { stdout } = await run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { cwd: REPOSITORY, maxBuffer: 64 * 2 ** 20 },
  )
  const [packed] = JSON.parse(stdout) as { filename: string }[]
  if (!packed) throw new Error(`npm pack named no file: ${stdout}`)
  await run('tar', ['-xzf', join(folder, packed.filename), '-C', folder])
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@healthalliance'), { recursive: true })
  renameSync(join(folder, 'package'), join(modules, NAME))
  for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
    if (name.startsWith('.') || name === '@healthalliance') continue
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name))
  }
  return folder
}
