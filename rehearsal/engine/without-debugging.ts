import * as pulumi from '@pulumi/pulumi'

/** Functions of the SDK that take a stack for every promise and for every resource. */
const UNSEEN = ['debuggablePromise', 'callsites']

/**
 * Leaves out what the SDK does for debugging and half of a recording's time goes into, stacks that nobody
 * sees and debug lines that each wait for the one before, until the returned function is called.
 */
export function withoutDebugging(): () => void {
  const restoreStacks = withoutUnseenStacks()
  const log = pulumi.log as { debug: typeof pulumi.log.debug }
  const { debug } = log
  log.debug = async () => {}
  return () => {
    log.debug = debug
    restoreStacks()
  }
}

function withoutUnseenStacks(): () => void {
  const before = Error.prepareStackTrace
  const write = before ?? ((error: Error, frames) => [error, ...frames].join('\n    at '))
  Error.prepareStackTrace = (error, frames) =>
    UNSEEN.includes(frames[0]?.getFunctionName() ?? '') ? '' : write(error, frames)
  return () => {
    // Node writes stacks itself only while this is absent.
    if (before === undefined) delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace
    else Error.prepareStackTrace = before
  }
}
