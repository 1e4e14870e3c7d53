/** What the model never sees of a patient, though it may decide whether he comes back. */
export const NOT_CONSIDERED = [
  'which-diagnoses',
  'which-medications',
  'laboratory-values',
  'vital-signs',
  'procedures',
  'length-of-stay',
  'functional-status',
  'living-situation',
  'discharge-destination',
  'follow-up-arranged',
] as const
