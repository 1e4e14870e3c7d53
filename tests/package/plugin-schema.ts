import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { grpc, providerMessages, providerRpc } from '../../rehearsal/engine/rpc.ts'

const require = createRequire(import.meta.url)

/**
 * The schema that Pulumi's plugin host makes of a package folder: what users of other languages get.
 * No CLI is needed; the folder's `dist/` has to be built.
 *
 * @throws Error with the analyser's message when a component breaks its rules.
 */
export async function pluginSchema(folder: string): Promise<Record<string, unknown>> {
  const host = require.resolve('@pulumi/pulumi/cmd/run-plugin')
  const nobody = '127.0.0.1:1'
  const process_ = spawn(process.execPath, [host, '--engine', nobody, folder, nobody], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  process_.stderr.on('data', (text) => {
    complaints += text
  })
  try {
    const gone = once(process_, 'exit').then(() => {
      throw new Error(`The plugin host stopped: ${complaints}`)
    })
    const [port] = await Promise.race([once(process_.stdout, 'data'), gone])
    return await schemaFrom(`127.0.0.1:${Number.parseInt(String(port), 10)}`)
  } finally {
    process_.kill()
  }
}

function schemaFrom(address: string): Promise<Record<string, unknown>> {
  const client = new providerRpc.ResourceProviderClient(
    address,
    grpc.credentials.createInsecure(),
    { 'grpc.max_receive_message_length': -1 },
  )
  return new Promise((resolve, reject) =>
    client.getSchema(new providerMessages.GetSchemaRequest(), (error, answer) => {
      client.close()
      if (error) reject(error)
      else resolve(JSON.parse(answer.getSchema()) as Record<string, unknown>)
    }),
  )
}
