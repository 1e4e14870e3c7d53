/**
 * Functions of the SDK that take a stack for every promise and for every resource. A recording shows
 * none of them, and writing them out was half of its time.
 */
const UNSEEN = ['debuggablePromise', 'callsites']

/** Leaves stacks that nobody sees empty until the returned function is called. */
export function plainStacks(): () => void {
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
