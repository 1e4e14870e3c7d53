/** Compressed forms that a build may lay beside a file, the smaller first. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const

/** One way to send a file. */
export interface Encoding {
  name: (typeof ENCODINGS)[number]['name']
  suffix: (typeof ENCODINGS)[number]['suffix']
}

/** The encodings a client takes, as its Accept-Encoding says; `q=0` refuses one (RFC 9110, 12.5.3). */
export function acceptedEncodings(header: string | undefined): readonly Encoding[] {
  const accepted = new Map(
    (header ?? '').split(',').map((entry) => {
      const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
      return [name, !parameters.some((one) => /^q=0(\.0*)?$/.test(one))] as const
    }),
  )
  return ENCODINGS.filter(({ name }) => accepted.get(name) ?? accepted.get('*') ?? false)
}
