import { Any, type Grpc, grpc, providerMessages, statusMessages } from '../engine/rpc.ts'
import { type Properties, toStruct } from '../engine/wire.ts'

/** What came to be before the creation failed. */
export interface HalfMade {
  readonly id: string
  readonly outputs: Properties
  readonly inputs: ReturnType<typeof toStruct> | undefined
}

/**
 * The error of a creation that stopped half-way: the engine keeps the resource in its state, marked,
 * and the next `up` finishes it.
 */
export function initFailed({ id, outputs, inputs }: HalfMade): Error & { metadata: Grpc.Metadata } {
  const message = 'the resource was created but did not become ready in time'
  const detail = new providerMessages.ErrorResourceInitFailed()
    .setId(id)
    .setProperties(toStruct(outputs))
    .setReasonsList([message])
  if (inputs) detail.setInputs(inputs)
  const packed = new Any()
  packed.pack(detail.serializeBinary(), 'pulumirpc.ErrorResourceInitFailed')
  const status = new statusMessages.Status()
    .setCode(grpc.status.UNKNOWN)
    .setMessage(message)
    .setDetailsList([packed])
  const metadata = new grpc.Metadata()
  metadata.set('grpc-status-details-bin', Buffer.from(status.serializeBinary()))
  return Object.assign(new Error(message), { metadata })
}
