/** Namespaces of the tools and of the service, by which network policies know them. */
export const NAMESPACES = {
  service: 'prediction',
  tracking: 'tracking',
  trackingSignIn: 'tracking-sign-in',
  pipelines: 'pipelines',
  monitoring: 'monitoring',
} as const
