/** What the machine is told at its first boot. No secret: where secrets are, it asks for them. */
export interface MachineSettings {
  readonly region: string
  /** Id of the data volume, e.g. `vol-0123456789abcdef0`. */
  readonly volumeId: string
  /** Name of the parameter of Systems Manager that says what has to run. */
  readonly parameter: string
  /** Name of the document of Systems Manager with the scripts. */
  readonly document: string
  readonly logGroup: string
  /** Value of the dimension `Kaapana` of metrics. */
  readonly metricName: string
  /** ARN of the secret with the credentials of the first deployment. */
  readonly credentialsArn: string
  /** ARN of the secret with `tls.crt` and `tls.key`; empty for Kaapana's own certificate. */
  readonly certificateArn: string
  /** What people type. */
  readonly hostName: string
  /** Host and prefix of the release's registry. */
  readonly registry: string
  readonly gpu: boolean
  readonly keepData: boolean
}

/** Settings as assignments of a shell. */
export function settingsFile(settings: MachineSettings): string {
  const assignments: Readonly<Record<string, string>> = {
    AWS_REGION: settings.region,
    VOLUME_ID: settings.volumeId,
    PARAMETER: settings.parameter,
    DOCUMENT: settings.document,
    LOG_GROUP: settings.logGroup,
    METRIC_NAME: settings.metricName,
    CREDENTIALS_ARN: settings.credentialsArn,
    CERTIFICATE_ARN: settings.certificateArn,
    HOST_NAME: settings.hostName,
    REGISTRY: settings.registry,
    GPU: `${settings.gpu}`,
    KEEP_DATA: `${settings.keepData}`,
  }
  return Object.entries(assignments)
    .map(([name, value]) => `${name}=${quoted(value)}\n`)
    .join('')
}

/** A word of a shell, whatever is in it. */
const quoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`
