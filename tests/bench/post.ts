import { type Agent, request } from 'node:http'

/** One answer, its body as text. */
export interface Answer {
  status: number
  contentType: string
  body: string
}

/** One POST request. */
export interface PostRequest {
  url: string
  headers: Record<string, string>
  body: string | Uint8Array
  agent: Agent
}

/** Posts over a kept connection of the agent and reads the whole answer. */
export function post({ url, headers, body, agent }: PostRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          body: Buffer.concat(parts).toString(),
        }),
      )
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
