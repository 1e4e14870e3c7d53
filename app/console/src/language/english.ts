/** Every text of the console, in English. */
export const ENGLISH = {
  console: 'Readmission console',
  skip: 'Skip to content',
  loading: 'Loading',
  language: 'Language',
  appearance: { label: 'Appearance', light: 'Light', dark: 'Dark', auto: 'As the system' },
  menu: 'Menu',
  copy: 'Copy',
  copied: 'Copied',
  pages: {
    overview: 'Overview',
    predict: 'Predict',
    patients: 'Patients',
    model: 'Model',
    institutions: 'Institutions',
    audit: 'Audit trail',
    administration: 'Administration',
    platform: 'Platform',
    account: 'Your account',
  },
  notFound: { title: 'There is no such page', back: 'To the start' },
  failed: {
    title: 'That did not work',
    network: 'The service cannot be reached. Nothing was lost; try again.',
    again: 'Try again',
    request: 'Request {{id}}',
  },
  signIn: {
    title: 'Sign in',
    name: 'User name',
    password: 'Password',
    submit: 'Sign in',
    oidc: 'Sign in with your organisation',
    wrong: 'User name or password is wrong.',
    expired: 'Your session has ended. Sign in to go on.',
    needed: 'Required',
    first:
      'Started by npm start? Name and password of the first administrator are in .data/credentials.env.',
  },
  signOut: 'Sign out',
  role: { admin: 'Administrator', user: 'User' },
  institution: { none: 'all institutions' },
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
