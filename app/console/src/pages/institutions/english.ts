/** Texts of the page "Institutions", in English. */
export const ENGLISH = {
  title: 'Institutions',
  lead: 'The members of this network. Each keeps its own patients; only their numbers are seen by others.',
  empty: 'No institution is configured. Name some in INSTITUTIONS and start the service again.',
  yours: 'yours',
  patients: 'Stored patients',
  predictions: 'Predictions in 30 days',
  levels: '{{low}} LOW, {{medium}} MEDIUM, {{high}} HIGH',
  hidden: "Not shown: you see your own institution's only.",
  keys: 'Valid keys',
  noKeys: 'none: its systems cannot ask for predictions',
  unknown: 'not known',
  links: {
    label: 'Pages about {{name}}',
    patients: 'Its patients',
    audit: 'Its audit trail',
    keys: 'Its keys',
  },
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
