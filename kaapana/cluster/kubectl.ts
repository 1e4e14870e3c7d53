import { execFile, spawn } from 'node:child_process'
import { KaapanaError } from '../../images/kaapana/kaapana-error.ts'

/** Which cluster kubectl asks; by default as without us: `KUBECONFIG`, or the file in the home. */
export interface ClusterChoice {
  readonly kubeconfig?: string
  readonly context?: string
}

/** kubectl, for one cluster. */
export interface Kubectl {
  /**
   * Standard output of a call.
   *
   * @throws Error with what kubectl says; KaapanaError where it is not installed
   */
  run(args: readonly string[], signal?: AbortSignal): Promise<string>
  /** Calls it with our own standard output and error, and gives its exit code. */
  show(args: readonly string[], signal?: AbortSignal): Promise<number>
}

/** Of one answer: the pods and jobs of a busy platform take a few megabytes. */
const LONGEST_ANSWER = 128 * 1024 * 1024

/** kubectl from PATH. */
export function createKubectl({ kubeconfig, context }: ClusterChoice): Kubectl {
  const first = [
    ...(kubeconfig === undefined ? [] : [`--kubeconfig=${kubeconfig}`]),
    ...(context === undefined ? [] : [`--context=${context}`]),
  ]
  return {
    run: (args, signal) =>
      new Promise((resolve, reject) => {
        const options = { encoding: 'utf8', maxBuffer: LONGEST_ANSWER, signal } as const
        execFile('kubectl', [...first, ...args], options, (error, stdout, stderr) => {
          if (error === null) resolve(stdout)
          else reject(reasonOf(error, stderr, args))
        })
      }),
    show: (args, signal) =>
      new Promise((resolve, reject) => {
        const child = spawn('kubectl', [...first, ...args], { stdio: 'inherit', signal })
        child.once('error', (error) => reject(reasonOf(error, '', args)))
        child.once('close', (code) => resolve(code ?? 1))
      }),
  }
}

function reasonOf(
  error: Error & { readonly code?: unknown },
  stderr: string,
  args: readonly string[],
): Error {
  if (error.name === 'AbortError') return error
  if (error.code === 'ENOENT')
    return new KaapanaError('kubectl is not on PATH. https://kubernetes.io/docs/tasks/tools/')
  const said = stderr
    .split('\n')
    .filter((line) => line !== '' && !/^[EIW]\d{4} /.test(line))
    .join(' ')
  return new Error(`kubectl ${args[0]}: ${said || error.message}`, { cause: error })
}
