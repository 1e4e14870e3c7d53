import type { Provenance } from './model-schema.ts'

/**
 * Public tables by fingerprint: a model trained on one names its source and licence without being
 * told. The attribution is what the licence asks for.
 */
const PUBLIC_TABLES: Readonly<Record<string, Provenance>> = {
  d80fb50ed5e274685d56c9369f33cf0568a9595dfdd7ae8ee54f311ed2a912df: {
    source:
      'Diabetes 130-US Hospitals for Years 1999-2008, UCI Machine Learning Repository, dataset 296, ' +
      'reduced to five features; https://doi.org/10.24432/C5230J',
    licence: 'CC BY 4.0',
    attribution:
      'Clore, J., Cios, K., DeShazo, J., and Strack, B. (2014). Diabetes 130-US Hospitals for Years ' +
      '1999-2008 [Dataset]. UCI Machine Learning Repository. Changed: reduced to five features, ' +
      'patients assigned to three institutions artificially.',
    window: '1999 to 2008',
    population:
      'Inpatient stays of 1 to 14 days with a diagnosis of diabetes in 130 hospitals of the USA. ' +
      'Age is known as the midpoint of a ten-year band. The institutions are an artificial ' +
      'assignment of patients.',
  },
}

const NOT_STATED = 'not stated'

/** What is known of a table's origin: what the caller says, else what its fingerprint says. */
export function provenanceOf(fingerprint: string, stated: Partial<Provenance> = {}): Provenance {
  const unknown: Provenance = {
    source: NOT_STATED,
    licence: NOT_STATED,
    attribution: NOT_STATED,
    window: NOT_STATED,
    population: NOT_STATED,
  }
  return { ...unknown, ...PUBLIC_TABLES[fingerprint], ...stated }
}
