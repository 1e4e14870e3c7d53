/** Name under which MLflow registers the model; the original's. */
export const MODEL_NAME = 'HealthAllianceReadmissionModel'

/** Experiment that the trainings are runs of. */
export const EXPERIMENT = 'readmission'

/** Folder of a run's artifacts that is the model. */
export const MODEL_FOLDER = 'model'

/** The sealed model file in that folder. */
export const MODEL_FILE = 'readmission.json'

/** Longest model file that is read from MLflow; a thousand deep trees are below it. */
export const MOST_MODEL_BYTES = 64 * 2 ** 20

/** Tags of a registered version. */
export const VERSION_TAGS = {
  /** SHA-256 of the model's content, as its seal and the audit trail give it. */
  sha256: 'dataspace.sha256',
  /** Fingerprint of the table it learned from. */
  fingerprint: 'dataspace.data_fingerprint',
  /** DVC's revision of the data, where there is one. */
  dvcRevision: 'dataspace.dvc_revision',
  /** The promotion gate's decision, as JSON. */
  decision: 'dataspace.decision',
} as const
