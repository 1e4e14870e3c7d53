import type { Connection, PoolClient, Submittable } from 'pg'

/** The parts of node-postgres's connection that a COPY uses; its types leave them out. */
interface CopyConnection {
  stream: { cork(): void; uncork(): void }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/**
 * COPYs FROM STDIN and the statements around them, sent with their data in one go: no round trip for
 * the server's invitations. Should the server refuse, it skips the data that follows.
 */
class CopyQuery implements Submittable {
  readonly #text: string
  readonly #data: readonly Buffer[]
  readonly #settle: (error: Error | undefined) => void
  constructor(text: string, data: readonly Buffer[], settle: (error: Error | undefined) => void) {
    this.#text = text
    this.#data = data
    this.#settle = settle
  }

  submit(connection: Connection): void {
    const copying = connection as unknown as CopyConnection
    copying.stream.cork()
    copying.query(this.#text)
    for (const data of this.#data) {
      copying.sendCopyFromChunk(data)
      copying.endCopyFrom()
    }
    copying.stream.uncork()
  }

  /** node-postgres tells a query of its error once, and then not when the server is ready again. */
  handleError(error: Error): void {
    this.#settle(error)
  }

  handleReadyForQuery(): void {
    this.#settle(undefined)
  }

  // What the statements answer besides is of no interest: they fail or they are done.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleCopyInResponse(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

/**
 * Runs `text`, statements among which are COPYs FROM STDIN in binary format, with the data of each in
 * order. Outside of a transaction all of them are one.
 *
 * @throws the server's error; or an error without SQLSTATE when it does not answer in `timeoutMs`,
 *   and then what became of the statements is unknown and the connection must not be used again
 */
export function copyIn(
  client: PoolClient,
  { text, data, timeoutMs }: { text: string; data: readonly Buffer[]; timeoutMs: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`The database did not answer a COPY within ${timeoutMs} ms.`)),
      timeoutMs,
    )
    const lost = (error: Error): void => settle(error)
    const settle = (error: Error | undefined): void => {
      clearTimeout(late)
      client.removeListener('error', lost)
      client.removeListener('end', ended)
      if (error === undefined) resolve()
      else reject(error)
    }
    const ended = (): void => settle(new Error('The connection to the database ended.'))
    client.on('error', lost)
    client.on('end', ended)
    client.query(new CopyQuery(text, data, settle))
  })
}
