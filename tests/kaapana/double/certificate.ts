import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate with its key, PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** A self-signed certificate as Kaapana makes its own: one that is its own authority. */
export function makeCertificate(options: {
  readonly names?: readonly string[]
  /** Days until it ends. @default 365, as Kaapana's */
  readonly days?: number
}): Certificate {
  const { names = ['DNS:localhost', 'IP:127.0.0.1'], days = 365 } = options
  const folder = mkdtempSync(join(tmpdir(), 'kaapana-certificate-'))
  try {
    const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.crt')]
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
        ...['-subj', '/CN=kaapana', '-addext', `subjectAltName=${names.join(',')}`],
        ...['-days', String(days), '-keyout', key, '-out', cert],
      ],
      { stdio: 'pipe' },
    )
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
