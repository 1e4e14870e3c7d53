import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A champion as the double tells of it. */
export interface DoubleChampion {
  version: string
  tags: Record<string, string>
  bytes: Uint8Array
}

/** How the double answers; `truthfully` is as MLflow does. */
export type Behaviour =
  | 'truthfully'
  | 'with a sign-in page'
  | 'with other JSON'
  | 'with a server error'
  | 'with a refused host'
  | 'with a redirect'
  | 'without end'
  | 'not at all'
  | 'by hanging up'
  | 'with half a file'

/** The few routes that following needs, on a port of their own, with every fault at will. */
export interface MlflowDouble {
  url: string
  champion: DoubleChampion | undefined
  behaviour: Behaviour
  /** Bearer tokens of the requests so far. */
  tokens: (string | undefined)[]
  close(): Promise<void>
}

const MISBEHAVIOURS: Partial<Record<Behaviour, (answer: ServerResponse) => void>> = {
  'with a sign-in page': (answer) => answer.end('<html>Sign in</html>'),
  'with other JSON': (answer) => answer.end('{"model_version":{"name":7}}'),
  'with a server error': (answer) => answer.writeHead(503).end('upstream gone'),
  'with a refused host': (answer) => answer.writeHead(403).end('Invalid Host header'),
  'with a redirect': (answer) => answer.writeHead(302, { location: '/elsewhere' }).end(),
  'without end': (answer) => {
    const more = (): void => {
      while (!answer.destroyed && answer.write('x'.repeat(65_536)));
      if (!answer.destroyed) answer.once('drain', more)
    }
    more()
  },
  'not at all': () => {},
  'by hanging up': (answer) => answer.destroy(),
}

/** Starts the double; it knows no champion at first. */
export async function startMlflowDouble(): Promise<MlflowDouble> {
  const server = createServer((request, answer) => {
    double.tokens.push(request.headers.authorization)
    const misbehave = MISBEHAVIOURS[double.behaviour]
    if (misbehave !== undefined) return misbehave(answer)
    answerOf(double, request.url ?? '', answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const double: MlflowDouble = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    champion: undefined,
    behaviour: 'truthfully',
    tokens: [],
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return double
}

function answerOf(
  { champion, behaviour }: MlflowDouble,
  url: string,
  answer: ServerResponse,
): void {
  if (champion === undefined) {
    const body = { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'not found' }
    answer.writeHead(404).end(JSON.stringify(body))
  } else if (url.includes('/registered-models/alias')) {
    const tags = Object.entries(champion.tags).map(([key, value]) => ({ key, value }))
    const version = { name: 'double', version: champion.version, source: 'models:/m-1', tags }
    answer.end(JSON.stringify({ model_version: version }))
  } else if (url.includes('/get-download-uri')) {
    answer.end(JSON.stringify({ artifact_uri: 'mlflow-artifacts:/1/models/m-1/artifacts' }))
  } else if (url.endsWith('/mlflow-artifacts/artifacts/1/models/m-1/artifacts/readmission.json')) {
    const { bytes } = champion
    answer.end(behaviour === 'with half a file' ? bytes.subarray(0, bytes.length / 2) : bytes)
  } else answer.writeHead(404).end('{}')
}
