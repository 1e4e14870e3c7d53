import { associate, type Peer } from './associate.ts'
import { PeerError } from './peer-error.ts'

/**
 * Asks the peer for an echo (C-ECHO), which tells that it speaks DICOM and knows the AE titles.
 *
 * @throws PeerError with what was answered instead
 */
export async function echo(
  peer: Peer,
  { patience = 15, signal }: { patience?: number; signal?: AbortSignal } = {},
): Promise<void> {
  let status: number | undefined
  const end = await associate(peer, {
    files: [],
    echo: true,
    patience,
    onAnswer: (answer) => {
      status = answer
    },
    ...(signal !== undefined && { signal }),
  })
  signal?.throwIfAborted()
  if (status === 0) return
  throw new PeerError(peer, end.kind === 'released' ? answerText(status) : end.reason)
}

const answerText = (status: number | undefined): string =>
  status === undefined
    ? 'it accepts no echo (verification)'
    : `it answered the echo with status ${status.toString(16).toUpperCase().padStart(4, '0')}`
