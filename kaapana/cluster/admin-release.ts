import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { SessionError } from '../http/session-error.ts'
import type { Kubectl } from './kubectl.ts'

/** What the platform was deployed with, as far as it is no secret. */
export interface DeployedValues {
  readonly hostname: string
  /** Port in the URL that browsers open. */
  readonly httpsPort: number
  /** Port of DICOM at the node; 0: none. */
  readonly dicomPort: number
  readonly version: string
}

const Port = z.coerce.number().int()

const Release = z.object({
  chart: z.object({ metadata: z.object({ version: z.string() }) }),
  config: z.object({
    global: z.object({
      hostname: z.string(),
      https_port: Port.default(443),
      dicom_port: Port.default(11112),
    }),
  }),
})

/**
 * Reads the values of the newest release of `kaapana-admin-chart`, from the secret in which Helm keeps
 * it: base64 of gzip of JSON. They hold passwords, too, which are not looked at.
 * https://helm.sh/docs/topics/advanced/#storage-backends
 *
 * @throws SessionError where there is none
 */
export async function readAdminRelease(
  kubectl: Kubectl,
  signal?: AbortSignal,
): Promise<DeployedValues> {
  const selector = '--selector=owner=helm,name=kaapana-admin-chart,status=deployed'
  const args = ['get', 'secrets', '--namespace=default', selector]
  const text = await kubectl.run([...args, '--output=jsonpath={.items[-1:].data.release}'], signal)
  if (text === '')
    throw new SessionError(
      'The cluster has no deployed release kaapana-admin-chart in namespace default. Is it the right ' +
        'one (--context)? Where Kaapana is being deployed, wait; dataspace kaapana status shows how far it is.',
    )
  return deployedValues(text)
}

/** Decodes what the secret holds. */
export async function deployedValues(release: string): Promise<DeployedValues> {
  const packed = Buffer.from(Buffer.from(release, 'base64').toString('latin1'), 'base64')
  const json = (await promisify(gunzip)(packed)).toString('utf8')
  const { chart, config } = Release.parse(JSON.parse(json))
  const { hostname, https_port, dicom_port } = config.global
  return { hostname, httpsPort: https_port, dicomPort: dicom_port, version: chart.metadata.version }
}
