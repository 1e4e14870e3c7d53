/** Texts of the page "Your account", in English. */
export const ENGLISH = {
  title: 'Your account',
  who: {
    title: 'Who you are here',
    name: 'User name',
    role: 'Role',
    institution: 'Institution',
    none: 'none',
    signedIn: 'Signed in',
    password: 'with name and password',
    oidc: 'at your organisation',
    ends: 'This session ends',
    idle_one: 'after {{count}} minute without use, at the latest {{time}}',
    idle_other: 'after {{count}} minutes without use, at the latest {{time}}',
  },
  password: {
    title: 'Change your password',
    hint: 'All your other sessions and tokens end. You stay signed in here.',
    current: 'Current password',
    next: 'New password',
    nextHint: 'At least {{shortest}} characters; several words are easy to keep and hard to guess',
    again: 'New password again',
    submit: 'Change password',
    needed: 'Required',
    tooShort: 'At least {{shortest}} characters',
    tooLong: 'At most {{longest}} characters',
    same: 'Must differ from the current one',
    differs: 'Is not the same as above',
    wrong: 'The current password is wrong.',
    done: 'Your password is changed. Other sessions and tokens of yours have ended.',
    elsewhere: 'Your organisation keeps your password. Change it there.',
  },
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
