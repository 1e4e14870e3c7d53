import { SimulatedCloud } from '../../../rehearsal/cloud/simulated-cloud.ts'
import {
  type Grpc,
  grpc,
  type ProviderMessages,
  providerMessages,
  providerRpc,
} from '../../../rehearsal/engine/rpc.ts'
import { toStruct } from '../../../rehearsal/engine/wire.ts'
import { type Fault, FaultPlan } from '../../../rehearsal/providers/faults.ts'
import { startProvider } from '../../../rehearsal/providers/provider-server.ts'

/** Properties as they go over the wire, with its markers. */
export type Wire = Parameters<typeof toStruct>[0]
type Call = (request: unknown, answer: (error: Error | null, response: unknown) => void) => void

/** A provider and a connection to it, as the engine has one. */
export interface Connected {
  readonly cloud: SimulatedCloud
  call<Response>(method: string, request: unknown): Promise<Response>
  create(urn: string, inputs: Wire, preview?: boolean): Promise<ProviderMessages.CreateResponse>
  close(): void
}

/** Starts a provider of a package and configures it. */
export async function connect(
  name: string,
  { config = {}, fault }: { config?: Wire; fault?: Fault } = {},
): Promise<Connected> {
  const cloud = new SimulatedCloud()
  const versions = new Map([[name, '1.2.3']])
  const faults = new FaultPlan(fault)
  const running = await startProvider({ name, versions, cloud, region: 'eu-west-1', faults })
  const client = new providerRpc.ResourceProviderClient(
    `127.0.0.1:${running.port}`,
    grpc.credentials.createInsecure(),
  ) as unknown as Record<string, Call> & Grpc.Client
  const call = <Response>(method: string, request: unknown): Promise<Response> =>
    new Promise((resolve, reject) =>
      client[method]?.(request, (error, response) =>
        error ? reject(error) : resolve(response as Response),
      ),
    )
  await call('configure', new providerMessages.ConfigureRequest().setArgs(toStruct(config)))
  return {
    cloud,
    call,
    create: (urn, inputs, preview = false) =>
      call(
        'create',
        new providerMessages.CreateRequest()
          .setUrn(urn)
          .setProperties(toStruct(inputs))
          .setPreview(preview),
      ),
    close: () => {
      ;(client as Grpc.Client).close()
      running.close()
    },
  }
}
