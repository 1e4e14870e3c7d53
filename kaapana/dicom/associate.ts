import { closeSync, openSync, readSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { Client, requests } from 'dcmjs-dimse'
import type { AeTitles } from './ae-title.ts'
import { collectAfter } from './collect-garbage.ts'
import { type Dimse, loadDimse } from './dimse.ts'
import type { DicomFile } from './read-file.ts'
import { isTransient, type Rejection, rejectionText } from './rejection.ts'

/** Where to send, and as whom. */
export interface Peer extends AeTitles {
  host: string
  port: number
}

/** How an association ended. */
export type AssociationEnd =
  /** In order: whatever was not answered, the peer does not accept. */
  | { kind: 'released' }
  /** The peer refused it; `lasting` where asking again is no use. */
  | { kind: 'rejected'; lasting: boolean; reason: string }
  /** The connection failed or ended on the way. */
  | { kind: 'broken'; reason: string }

/** What is done within an association. */
export interface AssociationWork {
  /** Data sets to store; none for an echo alone. */
  files: readonly DicomFile[]
  /** Ask for an echo first. */
  echo?: boolean
  /** Seconds without any answer after which the connection counts as broken. */
  patience: number
  onAccepted?(): void
  /** Hears each answer of a C-ECHO (no file) or C-STORE with its status. */
  onAnswer(status: number, file: DicomFile | undefined): void
  /** The file cannot be read any more; the association breaks, as its request is on its way. */
  onUnreadable?(file: DicomFile, error: Error): void
  signal?: AbortSignal
}

/** Slowest upload that is waited for, in bytes a second, on top of `patience`. */
const SLOWEST = 128 * 1024
const LITTLE_ENDIAN = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'])

/**
 * One association from its request to its release: the files are stored one after the other, each
 * read when it is its turn and sent byte by byte as it is on the disk. Each is offered in its own
 * transfer syntax alone, so that nothing is ever converted.
 */
export async function associate(peer: Peer, work: AssociationWork): Promise<AssociationEnd> {
  const dimse = await loadDimse()
  const { signal } = work
  signal?.throwIfAborted()
  const client = new dimse.Client()
  if (work.echo) client.addRequest(echoRequest(dimse, work))
  const bytes = new DatasetBytes()
  for (const file of work.files) client.addRequest(storeRequest(dimse, file, { ...work, bytes }))
  offerExactly(dimse, client, work.files)
  return new Promise((resolve) => {
    let end: AssociationEnd = { kind: 'broken', reason: 'the connection was closed by the peer' }
    const abort = (): void => {
      if (isOpen(client)) client.abort()
      setImmediate(() => hangUp(client))
    }
    client.on('associationAccepted', () => work.onAccepted?.())
    client.on('associationReleased', () => {
      end = { kind: 'released' }
    })
    client.on('associationRejected', (rejection: Rejection) => {
      end = {
        kind: 'rejected',
        lasting: !isTransient(rejection),
        reason: rejectionText(rejection),
      }
    })
    client.on('networkError', (error: Error) => {
      if (end.kind === 'broken') end = { kind: 'broken', reason: reasonOf(error) }
      hangUp(client)
    })
    client.on('closed', () => {
      signal?.removeEventListener('abort', abort)
      resolve(end)
    })
    signal?.addEventListener('abort', abort, { once: true })
    client.send(peer.host, peer.port, peer.calling, peer.called, timeouts(work))
    // Else each data set waits for the acknowledgement of its command, 40 ms with Linux.
    ;(client as Connected).network?.socket.setNoDelay()
    // The client does not pass this on; who aborts waits for the other to hang up (PS3.8, 9.2.1).
    ;(client as Connected).network?.on('abort', () => {
      end = { kind: 'broken', reason: 'the peer aborted the association' }
      hangUp(client)
    })
  })
}

/** The library measures from the last answer: a large data set needs time to get there. */
function timeouts({ patience, files }: AssociationWork): Record<string, number> {
  const largest = files.reduce((most, { length }) => Math.max(most, length), 0)
  const milliseconds = Math.ceil((patience + largest / SLOWEST) * 1000)
  return {
    connectTimeout: milliseconds,
    associationTimeout: patience * 1000,
    pduTimeout: milliseconds,
  }
}

function echoRequest({ requests }: Dimse, { onAnswer }: AssociationWork): requests.CEchoRequest {
  const request = new requests.CEchoRequest()
  request.on('response', (response: { getStatus(): number }) =>
    onAnswer(response.getStatus(), undefined),
  )
  return request
}

function storeRequest(
  { requests, Dataset }: Dimse,
  file: DicomFile,
  { onAnswer, onUnreadable, bytes }: AssociationWork & { bytes: DatasetBytes },
): requests.CStoreRequest {
  /** Holds no bytes: they are read when the library writes them. */
  class FileDataset extends Dataset {
    override getDenaturalizedDataset(): Buffer {
      try {
        return bytes.read(file)
      } catch (error) {
        if (error instanceof Error) onUnreadable?.(file, error)
        throw error
      }
    }

    /** The library asks in order to convert, where no context has the data set's own syntax. */
    override getElements(): never {
      throw new Error(`${file.transferSyntax} is not accepted`)
    }
  }
  const names = { SOPClassUID: file.sopClass, SOPInstanceUID: file.instance }
  const request = new requests.CStoreRequest(new FileDataset(names, file.transferSyntax))
  request.on('response', (response: { getStatus(): number }) => {
    onAnswer(response.getStatus(), file)
    collectAfter(file.length)
  })
  return request
}

/**
 * One buffer for all data sets of an association: the library has copied the bytes into its own before
 * the next is read. Reading is synchronous, as the library's writing is.
 */
class DatasetBytes {
  #buffer = Buffer.alloc(0)

  /** A file that has become shorter is not sent. */
  read({ path, offset, length }: DicomFile): Buffer {
    if (this.#buffer.length < length) this.#buffer = Buffer.allocUnsafeSlow(length)
    const descriptor = openSync(path, 'r')
    try {
      let read = 0
      while (read < length) {
        const got = readSync(descriptor, this.#buffer, read, length - read, offset + read)
        if (got === 0) throw new Error(`${path} is shorter than before`)
        read += got
      }
      return this.#buffer.subarray(0, length)
    } finally {
      closeSync(descriptor)
    }
  }
}

/** The library offers implicit and explicit together, of which the peer chooses: offer each alone too. */
function offerExactly(dimse: Dimse, client: Client, files: readonly DicomFile[]): void {
  const { PresentationContext } = dimse.association
  const pairs = new Map(files.map((file) => [contextOf(file), file]))
  for (const { sopClass, transferSyntax } of pairs.values())
    if (LITTLE_ENDIAN.has(transferSyntax))
      client.addAdditionalPresentationContext(
        new PresentationContext(0, sopClass, transferSyntax),
        true,
      )
}

/** What a presentation context is for: a SOP class in a transfer syntax. */
export const contextOf = ({ sopClass, transferSyntax }: DicomFile): string =>
  `${sopClass} in ${transferSyntax}`

/** What the library's client has inside. */
interface Connected {
  network?: { socket: Socket; on(event: 'abort', listener: () => void): void }
}

const isOpen = (client: Client): boolean => (client as Connected).network !== undefined

/** The library only half-closes, and waits for ever for a peer that does not close its half. */
const hangUp = (client: Client): void => {
  ;(client as Connected).network?.socket.destroy()
}

/** Without the library's `<AE title> -> Connection error: ` in front. */
const reasonOf = ({ message }: Error): string =>
  message.replace(/^.*-> (?:Connection error: )?/, '') || 'the connection failed'
