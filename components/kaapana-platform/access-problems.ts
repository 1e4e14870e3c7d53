import type { ArgumentProblem } from '../argument-error.ts'
import { isBlock } from '../cidr-block.ts'
import type { KaapanaPlatformArgs } from './kaapana-platform-args.ts'

/** What is wrong with who reaches Kaapana, and with the certificate that they see. */
export function accessProblems(args: KaapanaPlatformArgs): ArgumentProblem[] {
  const { webCidrs, dicomCidrs, internetFacing = false } = args.access
  const problems: ArgumentProblem[] = []
  if (webCidrs.length === 0)
    problems.push({
      argument: 'access.webCidrs',
      got: webCidrs,
      allowed: 'one or more blocks of addresses, e.g. 10.20.0.0/16',
      fix: 'nobody could sign in',
    })
  problems.push(
    ...webCidrs.flatMap((cidr, at) =>
      blockProblems(`access.webCidrs[${at}]`, cidr, internetFacing ? 0 : 1),
    ),
    // Half of the internet is the internet as well, and DICOM knows no passwords.
    ...dicomCidrs.flatMap((cidr, at) => blockProblems(`access.dicomCidrs[${at}]`, cidr, 8)),
  )
  return [...problems, ...certificateProblems(args)]
}

function blockProblems(argument: string, got: string, shortest: number): ArgumentProblem[] {
  if (!isBlock(got)) return [{ argument, got, allowed: 'a block of addresses, e.g. 10.20.0.0/16' }]
  if (Number(got.split('/')[1]) >= shortest) return []
  if (shortest === 1) {
    const fix = 'set access.internetFacing to open it to the internet'
    return [{ argument, got, allowed: 'a block of your own networks', fix }]
  }
  const fix = 'DICOM is neither encrypted nor protected by a password'
  return [{ argument, got, allowed: 'a block of your own networks, /8 or smaller', fix }]
}

function certificateProblems({ certificate = {}, accessLogs }: KaapanaPlatformArgs) {
  const { acmCertificateArn, secretArn } = certificate
  const problems: ArgumentProblem[] = []
  if (acmCertificateArn !== undefined && secretArn !== undefined)
    problems.push({
      argument: 'certificate',
      got: 'acmCertificateArn and secretArn',
      allowed: 'one of the two: TLS ends at the load balancer or at Kaapana',
    })
  if (accessLogs !== undefined && acmCertificateArn === undefined)
    problems.push({
      argument: 'accessLogs',
      got: 'a bucket',
      allowed: 'left out without certificate.acmCertificateArn',
      fix: 'network load balancers log the connections of which they end the TLS',
    })
  if (accessLogs?.keyArn !== undefined)
    problems.push({
      argument: 'accessLogs',
      got: 'a bucket with a KMS key',
      allowed: "a bucket encrypted by S3's own key: load balancers cannot write to others",
    })
  return problems
}
