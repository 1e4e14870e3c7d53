import { spawnSync } from 'node:child_process'
import { KaapanaError } from '../kaapana-error.ts'

/** How buildx is called here: as a plugin of Docker, or by itself. */
export function findBuildx(): readonly string[] {
  const calls = [['docker', 'buildx'], ['buildx']]
  const found = calls.find(
    ([program = '', ...args]) =>
      spawnSync(program, [...args, 'version'], { stdio: 'ignore' }).status === 0,
  )
  if (found !== undefined) return found
  throw new KaapanaError(
    'buildx is needed, as `docker buildx` or as `buildx` on PATH. ' +
      'https://github.com/docker/buildx#installing',
  )
}
