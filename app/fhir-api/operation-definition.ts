import { READMISSION_DAYS } from '../fhir/labelled-stays.ts'
import type { Resource } from './resource.ts'

/** Code of the operation: `$predict-readmission`. */
export const PREDICT = 'predict-readmission'
/** Where its definition is, below the address of the FHIR API. */
export const PREDICT_DEFINITION = `OperationDefinition/${PREDICT}`
/** Name of the parameter that brings records along. */
export const RECORDS = 'records'

/** The OperationDefinition (R4) of `$predict-readmission`; `base` is the address of the FHIR API. */
export const predictDefinition = (base: string): Resource => ({
  resourceType: 'OperationDefinition',
  id: PREDICT,
  url: `${base}/${PREDICT_DEFINITION}`,
  name: 'PredictReadmission',
  title: `Predict readmission within ${READMISSION_DAYS} days`,
  status: 'active',
  kind: 'operation',
  description:
    `Predicts the risk of an unplanned readmission within ${READMISSION_DAYS} days of the discharge ` +
    "from a patient's latest inpatient stay. Every call makes a prediction, which is recorded in the " +
    'audit trail and can be read again as RiskAssessment. A decision aid, never the sole basis of a ' +
    'decision.',
  affectsState: true,
  code: PREDICT,
  comment:
    'On a patient: from the records that his institution stored; without parameters. On the type: from ' +
    'the records that come along, which are not stored.',
  resource: ['Patient'],
  system: false,
  type: true,
  instance: true,
  parameter: [
    {
      name: RECORDS,
      use: 'in',
      min: 0,
      max: '1',
      documentation:
        'A Bundle (collection, transaction, batch or searchset) of one patient: the Patient, and all ' +
        'Encounters, Conditions and MedicationRequests known. Other types are left unread. Required ' +
        'on the type, not allowed on a patient.',
      type: 'Bundle',
    },
    {
      name: 'return',
      use: 'out',
      min: 1,
      max: '1',
      documentation: 'The prediction.',
      type: 'RiskAssessment',
    },
  ],
})
