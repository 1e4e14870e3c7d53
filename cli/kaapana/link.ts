import { type Command, InvalidArgumentError } from 'commander'
import type { StudyLink } from '../../kaapana/link/link-study.ts'
import { interruptSignal } from '../interrupt.ts'
import { UsageError } from '../usage-error.ts'
import { SIGN_IN_HELP } from './credentials.ts'
import { host } from './kaapana-host.ts'
import { addSessionOptions, openKaapana, type SessionCommandOptions } from './open-kaapana.ts'

interface LinkOptions extends SessionCommandOptions {
  url: URL
  service: URL
  study: string
  institution: string
  json?: boolean
}

/** `dataspace kaapana link`: from a study to a prediction. */
export function addLink(kaapana: Command): void {
  addSessionOptions(
    kaapana
      .command('link')
      .description("From an imaging study to its patient's latest stay and a prediction")
      .requiredOption('--url <url>', "https://<host> of the institution's Kaapana", host)
      .requiredOption('--service <url>', 'the readmission service; HTTPS, or loopback', service)
      .requiredOption('--study <uid>', 'study instance UID', uid)
      .requiredOption(
        '--institution <id>',
        'institution that study and records are of',
        institution,
      ),
  )
    .option('--json', 'print the link as JSON')
    .addHelpText(
      'after',
      `
The institution's key of the service comes from INSTITUTION_API_KEY_<ID>, never from an argument. The images'
patient ID goes to that service alone and is not printed: you see the service's pseudonym. The prediction is one
like any other, with its row in the audit trail. Exit code 1: the chain ends somewhere, and the message says where.
${SIGN_IN_HELP}

Examples:
  $ dataspace kaapana link --url https://kaapana.hospital.example --service https://predict.hospital.example \\
      --institution dkfz --study 1.2.840.113619.2.1
  $ dataspace kaapana link --url https://kaapana.hospital.example --service http://localhost:8000 \\
      --institution dkfz --study 1.2.840.113619.2.1 --json`,
    )
    .action(link)
}

async function link(options: LinkOptions): Promise<void> {
  const apiKey = keyOf(options.institution)
  const { linkStudy } = await import('../../kaapana/link/link-study.ts')
  const signal = interruptSignal()
  const { session } = await openKaapana(options.url, options, signal)
  const places = { session, service: { url: options.service, apiKey } }
  const found = await linkStudy(places, options, signal)
  process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : textOf(found))
}

function keyOf(id: string): string {
  const variable = `INSTITUTION_API_KEY_${id.toUpperCase().replaceAll('-', '_')}`
  const key = process.env[variable]
  if (key) return key
  throw new UsageError(
    `${variable} is missing; allowed the key that the service has for institution "${id}"; fix: set it`,
  )
}

function textOf(found: StudyLink): string {
  const { stay, prediction, studyIs } = found
  const relation = studyIs === undefined ? 'its day is not known' : `${studyIs} the stay`
  return `Study       ${found.study} (${found.modalities.join(', ')}), ${relation}
Patient     ${found.patient} at ${found.institution}
Stay        ${stay.start} to ${stay.end ?? 'today: still open'}
Prediction  ${prediction.riskLevel}, probability ${prediction.probability} of readmission within 30 days
            ${prediction.model}, audit row ${prediction.id}
`
}

/** HTTP on the way would show the key and the patient ID to whoever is in between. */
function service(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '')
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)) return url
  throw new InvalidArgumentError('Give https://<host>, or http:// on loopback.')
}

function uid(text: string): string {
  if (/^[\d.]{1,64}$/.test(text)) return text
  throw new InvalidArgumentError('Give a UID: digits and dots, 64 at most.')
}

function institution(text: string): string {
  if (/^[a-z0-9][a-z0-9-]{1,31}$/.test(text)) return text
  throw new InvalidArgumentError('Give the id of an institution, such as dkfz.')
}
