import type { requests, responses } from 'dcmjs-dimse'
import dimse from 'dcmjs-dimse'
import { loadDimse } from '../../../kaapana/dicom/dimse.ts'
import { freePort } from '../../bench/free-port.ts'
import type { DoubleState } from './state.ts'

/** A DICOM port. */
export interface Receiver {
  readonly port: number
  /** AE titles of each association: calling, called. */
  readonly titles: readonly [string, string][]
  stop(): Promise<void>
}

/**
 * The double's DICOM port: what arrives is in the data set of the calling AE title at once, as it is in
 * Kaapana after its own workflow for it. `statusOf` answers to each instance; other than 0 is not kept.
 */
export async function startReceiver(
  state: DoubleState,
  statusOf: (instance: string) => number = () => 0,
): Promise<Receiver> {
  await loadDimse()
  const titles: [string, string][] = []
  const { Accept } = dimse.constants.PresentationContextResult
  class Receiving extends dimse.Scp {
    #dataset = ''

    override associationRequested(association: dimse.association.Association): void {
      const [calling, called] = [association.getCallingAeTitle(), association.getCalledAeTitle()]
      titles.push([calling.trim(), called.trim()])
      this.#dataset = calling.trim().replace(/^kp-/, '')
      for (const { context } of association.getPresentationContexts())
        context.setResult(Accept, context.getTransferSyntaxUids()[0] ?? '')
      this.sendAssociationAccept()
    }

    override cEchoRequest(
      request: requests.CEchoRequest,
      callback: (response: responses.CEchoResponse) => void,
    ): void {
      const response = dimse.responses.CEchoResponse.fromRequest(request)
      response.setStatus(0)
      callback(response)
    }

    override cStoreRequest(
      request: requests.CStoreRequest,
      callback: (response: responses.CStoreResponse) => void,
    ): void {
      const status = statusOf(request.getAffectedSopInstanceUid())
      const response = dimse.responses.CStoreResponse.fromRequest(request)
      response.setStatus(status)
      const text = (name: string): string => String(request.getDataset()?.getElement(name))
      if (status === 0)
        state.receive(this.#dataset, {
          studyUid: text('StudyInstanceUID'),
          seriesUid: text('SeriesInstanceUID'),
          patientId: text('PatientID'),
          modality: text('Modality'),
          instanceUids: [request.getAffectedSopInstanceUid()],
        })
      callback(response)
    }

    override associationReleaseRequested(): void {
      this.sendAssociationReleaseResponse()
    }
  }
  const server = new dimse.Server(Receiving)
  const port = await freePort()
  server.listen(port)
  return { port, titles, stop: async () => server.close() }
}
