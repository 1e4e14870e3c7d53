/** Defaults that the arguments' documentation names. */
export const DEFAULTS = {
  minReplicas: 3,
  maxReplicas: 10,
  drainSeconds: 30,
  adminUsername: 'admin',
  resources: { cpuRequest: '250m', memoryRequest: '256Mi', cpuLimit: '500m', memoryLimit: '512Mi' },
} as const
