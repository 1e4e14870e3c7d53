import { randomBytes } from 'node:crypto'

/** A new nonce: 128 random bits, for one answer. */
export const newNonce = (): string => randomBytes(16).toString('base64')

/** Headers beside the policy: the pages need nothing of the machine they run on. */
export const PAGE_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), ' +
    'magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
}

/**
 * What a page of the console may do: scripts, data and fonts from here alone, nothing inline but the one
 * style element that carries the nonce of this answer, and forms also to the identity provider.
 */
export const pagePolicy = (nonce: string, issuer: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    // The plan's page, which is sandboxed by its own answer.
    "frame-src 'self'",
    "manifest-src 'self'",
    `form-action 'self'${issuer === undefined ? '' : ` ${new URL(issuer).origin}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
