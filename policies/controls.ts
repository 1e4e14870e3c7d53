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

/** Controls of the same list that no graph shows, and what of the others is not met yet. */
export const OPEN_CONTROLS: readonly OpenControl[] = [
  {
    number: 33,
    title: 'Secrets rotate within 90 days',
    reason:
      "RDS rotates the database's password weekly. The service's own secrets get a new value when a " +
      'generation is changed, by hand; the audit key cannot change without a new audit trail.',
  },
  {
    number: 35,
    title: 'State and its secrets are under a KMS key',
    reason:
      'The backend and the secrets provider are chosen when the stack is made, outside the program: ' +
      'docs/deploy.md says how.',
  },
  {
    number: 38,
    title: 'Buckets that receive access logs have a key of ours',
    reason: 'S3 and load balancers deliver access logs only under the key that S3 manages.',
  },
  {
    number: 45,
    title: 'Data sets, model artifacts and the audit trail are replicated',
    reason:
      "Data sets and artifacts are made again from the institutions' data, which is replicated; the " +
      'audit trail is locked and versioned in one region only.',
  },
  {
    number: 69,
    title: 'Images of charts and add-ons are named by digest, from our registry',
    reason:
      'Helm charts name their images by tag of a pinned chart version; EKS add-ons come from ' +
      "AWS's own registry. Images of our own workloads are named by digest.",
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
    number: 81,
    title: 'The GuardDuty agent runs on every node',
    reason:
      'Detection belongs to the account (controls 1–12), which this program does not set up yet.',
  },
  {
    number: 102,
    title: 'Exceptions are listed with reason, owner and expiry',
    reason: 'There are none yet: Kaapana, which needs them, is not part of an environment yet.',
  },
]
