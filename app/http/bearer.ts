/** The token of an Authorization header (RFC 6750, 2.1); undefined where there is none. */
export const bearer = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1]
