import { alertOf, type RuleGroup, type RuleSettings } from './rule.ts'

const DAY = 86_400

/** Endings of certificates, as the prober sees them and as cert-manager keeps them. */
const ENDS = [
  'probe_ssl_earliest_cert_expiry',
  'certmanager_certificate_expiration_timestamp_seconds',
]

/** What is asked from outside: addresses that must answer, certificates that must be renewed. */
export function endpointRules(settings: RuleSettings): RuleGroup {
  const { certificateDays } = settings
  return {
    name: 'dataspace.endpoints',
    rules: [
      alertOf(settings, 'EndpointDown', {
        expr: 'probe_success == 0',
        for: '5m',
        severity: 'warning',
        summary: 'An address does not answer as it should',
        description: 'The prober gets no good answer from {{ $labels.instance }}.',
      }),
      alertOf(settings, 'CertificateExpiry', {
        expr: ENDS.map((end) => `${end} - time() < ${certificateDays * DAY}`).join(' or '),
        for: '1h',
        severity: 'critical',
        summary: `A certificate ends within ${certificateDays} days`,
        description:
          'That of {{ $labels.instance }} {{ $labels.name }} ends in {{ $value | humanizeDuration }}: its renewal fails.',
      }),
    ],
  }
}
