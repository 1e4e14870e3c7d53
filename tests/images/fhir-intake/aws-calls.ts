import type { SimulatedAws } from './s3-server.ts'

/** A versioned bucket of the simulated AWS, by plain HTTP: moto checks no signatures. */
export interface Bucket {
  put(key: string, body: string): Promise<{ key: string; 'version-id': string }>
  get(key: string): Promise<string>
  delete(object: { key: string; 'version-id': string }): Promise<void>
}

const SCOPE = '20260101/eu-central-1'

/** moto tells the service by the credential's scope. */
const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=simulated/${SCOPE}/${service}/aws4_request, SignedHeaders=host, Signature=0`

async function call(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${init.method} ${url}: ${response.status}`)
  return response
}

/** Makes a bucket that keeps versions. */
export async function createBucket(aws: SimulatedAws, name: string): Promise<Bucket> {
  const headers = { authorization: authorization('s3') }
  const root = `${aws.environment.AWS_ENDPOINT_URL}/${name}`
  const at = (key: string) => `${root}/${key.split('/').map(encodeURIComponent).join('/')}`
  const region =
    '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>'
  await call(root, { method: 'PUT', headers, body: region })
  const versioning = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>'
  await call(`${root}?versioning`, { method: 'PUT', headers, body: versioning })
  return {
    async put(key, body) {
      const response = await call(at(key), { method: 'PUT', headers, body })
      return { key, 'version-id': response.headers.get('x-amz-version-id') ?? '' }
    },
    get: async (key) => (await call(at(key), { method: 'GET', headers })).text(),
    async delete({ key, 'version-id': version }) {
      await call(`${at(key)}?versionId=${version}`, { method: 'DELETE', headers })
    },
  }
}

/** Makes a secret of JSON members and returns its ARN. */
export async function createSecret(
  aws: SimulatedAws,
  members: Record<string, string>,
): Promise<string> {
  const response = await call(String(aws.environment.AWS_ENDPOINT_URL), {
    method: 'POST',
    headers: {
      authorization: authorization('secretsmanager'),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.CreateSecret',
    },
    body: JSON.stringify({
      Name: 'dataspace/pseudonyms',
      ClientRequestToken: '11111111-2222-4333-8444-555555555555',
      SecretString: JSON.stringify(members),
    }),
  })
  return ((await response.json()) as { ARN: string }).ARN
}
