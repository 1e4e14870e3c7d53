import { Agent, request } from 'node:https'

/** A Kubernetes object as the API takes and gives it. */
export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  // biome-ignore lint/suspicious/noExplicitAny: objects of every kind
  readonly [part: string]: any
}

/** What came of an application. */
export interface Applied {
  readonly object: KubernetesObject
  /** Warnings of the server, e.g. of deprecated fields or broken pod-security rules. */
  readonly warnings: readonly string[]
}

/** A Kubernetes API server. */
export interface KubernetesApi {
  // biome-ignore lint/suspicious/noExplicitAny: objects of every kind
  get(path: string): Promise<any>
  /** Server-side apply with strict field validation: unknown and repeated fields are errors. */
  apply(object: KubernetesObject): Promise<Applied>
  /** Posts an object that is no more than a question, such as a review of somebody's access. */
  create(object: Omit<KubernetesObject, 'metadata'>): Promise<KubernetesObject>
  /** All objects of a kind in a namespace. */
  list(kind: { apiVersion: string; kind: string }, namespace: string): Promise<KubernetesObject[]>
}

interface Answer {
  readonly status: number
  readonly warnings: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: objects of every kind
  readonly body: any
}

/** How a server is reached. */
export interface Address {
  readonly port: number
  readonly token: string
  /** The server's certificate authority, PEM. */
  readonly ca: string
}

/** Connects to a server on this machine. */
export function connect(address: Address): KubernetesApi {
  const agent = new Agent({ ca: address.ca, keepAlive: true })
  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    send({ ...address, agent, method, path, body })
  const get = async (path: string) => (await call('GET', path)).body
  return {
    get,
    apply: async (object) => {
      const { name, namespace } = object.metadata
      const collection = await collectionOf(get, object, namespace)
      const query = 'fieldManager=dataspace&fieldValidation=Strict&force=true'
      const { body, warnings } = await call('PATCH', `${collection}/${name}?${query}`, object)
      return { object: body as KubernetesObject, warnings }
    },
    create: async (object) => {
      const { apiVersion, kind } = object as KubernetesObject
      const { body } = await call('POST', await collectionOf(get, { apiVersion, kind }), object)
      return body as KubernetesObject
    },
    list: async (kind, namespace) =>
      (await get(await collectionOf(get, kind, namespace))).items as KubernetesObject[],
  }
}

/** Path of a kind's objects, as the server's discovery has it. */
async function collectionOf(
  get: KubernetesApi['get'],
  { apiVersion, kind }: { apiVersion: string; kind: string },
  namespace = 'default',
): Promise<string> {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const { resources } = (await get(root)) as {
    resources: { kind: string; name: string; namespaced: boolean }[]
  }
  const found = resources.find((one) => one.kind === kind && !one.name.includes('/'))
  if (found === undefined) throw new Error(`The server does not know ${apiVersion} ${kind}.`)
  return found.namespaced
    ? `${root}/namespaces/${namespace}/${found.name}`
    : `${root}/${found.name}`
}

function send(
  on: Address & { agent: Agent; method: string; path: string; body?: unknown },
): Promise<Answer> {
  const { port, agent, method, path } = on
  const headers = {
    authorization: `Bearer ${on.token}`,
    ...(on.body !== undefined && {
      'content-type': method === 'POST' ? 'application/json' : 'application/apply-patch+yaml',
    }),
  }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.once('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const status = answer.statusCode ?? 0
        if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${reason(text)}`))
        else resolve({ status, body: parsed(text), warnings: warningsIn(answer.headers.warning) })
      })
    })
    sent.once('error', reject)
    sent.end(on.body === undefined ? undefined : JSON.stringify(on.body))
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const reason = (text: string): string => {
  const status = parsed(text)
  return typeof status === 'object' && status !== null && 'message' in status
    ? String(status.message)
    : text
}

/** Texts of `299 - "…"` headers. */
const warningsIn = (header: string | undefined): string[] =>
  Array.from((header ?? '').matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g), ([, text]) => text ?? '')
