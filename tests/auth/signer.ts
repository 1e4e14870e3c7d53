import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'

/** A system with a key pair of its own, as an EHR has one. */
export interface Signer {
  issuer: string
  /** Its public keys. */
  jwks: { keys: JWK[] }
  /** A JWT for an audience, good for five minutes; claims and header can be bent, undefined drops one. */
  sign(aud: string | string[], bent?: Bent): Promise<string>
}

export interface Bent {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
}

/** Makes a key pair for an issuer. */
export async function createSigner(
  issuer: string,
  { alg = 'ES384', kid = 'key-1' }: { alg?: string; kid?: string } = {},
): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  return {
    issuer,
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }] },
    sign: (aud, { claims = {}, header = {} } = {}) => {
      const now = Math.floor(Date.now() / 1000)
      const all = { iss: issuer, sub: issuer, aud, iat: now, exp: now + 240, jti: randomUUID() }
      const payload = JSON.parse(JSON.stringify({ ...all, ...claims }))
      return new SignJWT(payload)
        .setProtectedHeader(JSON.parse(JSON.stringify({ alg, kid, typ: 'JWT', ...header })))
        .sign(privateKey)
    },
  }
}

/** A server on loopback that answers with a JWK set, and counts how often it was asked. */
export interface KeyServer {
  url: string
  asked: number
  answer: { status?: number; headers?: Record<string, string>; body: string }
  close(): Promise<void>
}

/** Starts a server for keys. */
export async function startKeyServer(jwks: object): Promise<KeyServer> {
  const server = createServer((_request, response) => {
    keys.asked += 1
    const { status = 200, headers = {}, body } = keys.answer
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const keys: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    asked: 0,
    answer: { body: JSON.stringify(jwks) },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return keys
}
