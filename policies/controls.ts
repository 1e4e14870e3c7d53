import { CLUSTER_CONTROLS } from './cluster-controls.ts'
import type { Control, OpenControl } from './control.ts'
import { DATABASE_CONTROLS } from './database-controls.ts'
import { KEY_CONTROLS } from './key-controls.ts'
import { NETWORK_CONTROLS } from './network-controls.ts'
import { REGISTRY_CONTROLS } from './registry-controls.ts'
import { STORAGE_CONTROLS } from './storage-controls.ts'
import { WORKLOAD_CONTROLS } from './workload-controls.ts'

/** Every control that a program's graph can show. */
export const CONTROLS: readonly Control[] = [
  ...NETWORK_CONTROLS,
  ...KEY_CONTROLS,
  ...STORAGE_CONTROLS,
  ...DATABASE_CONTROLS,
  ...REGISTRY_CONTROLS,
  ...CLUSTER_CONTROLS,
  ...WORKLOAD_CONTROLS,
]

/** Controls of the same list that no graph shows, and those not met yet. */
export const OPEN_CONTROLS: readonly OpenControl[] = [
  {
    number: 35,
    title: 'State and its secrets are under a KMS key',
    reason:
      'The backend and the secrets provider are chosen when the stack is made, outside the program: ' +
      'docs/deploy.md says how.',
  },
  {
    number: 70,
    title: 'Images are built to run without root, from bases by digest',
    reason: 'Shown by the tests of images/service/Dockerfile, not by a graph.',
  },
  {
    number: 71,
    title: 'Images have an SBOM, a signature and a provenance, made by pinned actions',
    reason: 'Shown by the tests of .github/workflows, not by a graph.',
  },
  {
    number: 102,
    title: 'Exceptions are listed with reason, owner and expiry',
    reason: 'There are none yet: Kaapana, which needs them, is not part of an environment yet.',
  },
]
