/** VPN links to institutions. */
export * from './site-link.ts'
