import { spawnSync } from 'node:child_process'
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'
import { isPrepared, PYTHON } from '../python/environment.ts'
import { LOAD_CLIENT } from './closed-loop.ts'

/** Where and with what a bench ran, as short phrases for the table's head. */
export function describeMachine(): string[] {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const memory = Math.round(totalmem() / 2 ** 30)
  return [
    `${cpus().length} × ${model}, ${memory} GiB memory, ${type()} ${release()} ${arch()}`,
    `Node ${process.versions.node}; load client ${LOAD_CLIENT}, on the same machine as the servers`,
    `Python peers: ${peerVersions()}`,
    `load average before the run ${loadavg()[0]?.toFixed(1)}`,
  ]
}

function peerVersions(): string {
  if (!isPrepared()) return 'not prepared yet'
  const script = `import platform, sklearn, numpy, fastapi, uvicorn
print(f"Python {platform.python_version()}, scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, FastAPI {fastapi.__version__}, uvicorn {uvicorn.__version__}")`
  return spawnSync(PYTHON, ['-c', script], { encoding: 'utf8' }).stdout.trim()
}
