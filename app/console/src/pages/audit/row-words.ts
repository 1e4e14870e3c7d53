import type { TFunction } from 'i18next'
import type { Schema } from '../../api/api.ts'
import type { Texts } from './english.ts'

/** A row of the trail. */
export type AuditRow = Schema<'AuditRow'>

type T = TFunction<'audit'>

/** Closed lists of the service that have words in every language. */
type WordList = 'kinds' | 'levels' | 'reasons' | 'roles' | 'outcomes' | 'details.purposes'

/** The word for what the service calls `name`; the name itself where a newer service has one more. */
export function wordOf(t: T, list: WordList, name: unknown): string {
  const fallback = String(name ?? '')
  const lookUp = t as unknown as (key: string, options: { defaultValue: string }) => string
  return fallback === '' ? '' : lookUp(`${list}.${fallback}`, { defaultValue: fallback })
}

/** A day of a time, or a text that is none as it is. */
function dayOf(value: unknown, language: string): string {
  const time = new Date(String(value))
  return Number.isNaN(time.getTime())
    ? String(value)
    : new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(time)
}

/** A decision as a sentence. A hospital's own software tells no level, and a reason only if it asked. */
export function decisionWords(
  t: T,
  decision: { action?: unknown; level?: unknown; reason_code?: unknown },
): string {
  if (decision.action !== 'overridden') return t('words.accepted')
  const level = wordOf(t, 'levels', decision.level)
  const reason = wordOf(t, 'reasons', decision.reason_code)
  if (level !== '') return t('words.overridden', { level, reason })
  return reason === '' ? t('words.dismissed') : t('words.dismissedFor', { reason })
}

const decided = (t: T, { details }: AuditRow): string => decisionWords(t, details ?? {})

type Sentence = (t: T, row: AuditRow, language: string) => string

const SENTENCES: Readonly<Record<keyof Texts['kinds'], Sentence>> = {
  prediction: (t, { decision, model_version }) =>
    t('words.prediction', { level: wordOf(t, 'levels', decision), version: model_version ?? '' }),
  'human-decision': decided,
  'outcome-corrected': (t, { details }, language) => {
    const day = dayOf(details?.observed_on, language)
    return details?.readmitted === true
      ? t('words.readmitted', { day })
      : t('words.notReadmitted', { day })
  },
  'patient-read': (t) => t('words.patientRead'),
  'patients-read': (t, { details }) => {
    const count = Number(details?.rows ?? 0)
    return details?.list === 'predictions'
      ? t('words.predictionsRead', { count })
      : t('words.patientsRead', { count })
  },
  login: (t, { outcome }) => t(outcome === 'ok' ? 'words.login' : 'words.loginDenied'),
  logout: (t) => t('words.logout'),
  'password-changed': (t, { outcome, details }) =>
    t(outcome === 'ok' ? 'words.passwordChanged' : 'words.passwordDenied', {
      user: String(details?.user ?? ''),
    }),
  'user-created': (t, { details }) =>
    t('words.userCreated', { role: wordOf(t, 'roles', details?.role) }),
  'user-deleted': (t, { details }) =>
    t('words.userDeleted', {
      user: String(details?.user ?? ''),
      role: wordOf(t, 'roles', details?.role),
    }),
  'key-created': (t, { details }, language) =>
    typeof details?.expires_at === 'string'
      ? t('words.keyCreatedUntil', { day: dayOf(details.expires_at, language) })
      : t('words.keyCreated'),
  'key-rotated': (t, { details }, language) =>
    t('words.keyRotated', {
      key: String(details?.key ?? ''),
      day: dayOf(details?.old_valid_until, language),
    }),
  'key-revoked': (t, { details }) => t('words.keyRevoked', { key: String(details?.key ?? '') }),
  'client-created': (t, { details }) =>
    t('words.clientCreated', { client: String(details?.client ?? '') }),
  'client-revoked': (t, { details }) =>
    t('words.clientRevoked', { client: String(details?.client ?? '') }),
  'token-issued': (t, { details }) =>
    t('words.tokenIssued', { scope: String(details?.scope ?? '') }),
  promotion: (t, { outcome, details }) =>
    t(outcome === 'promoted' ? 'words.promoted' : 'words.refused', {
      version: String(details?.version ?? ''),
    }),
  'model-served': (t, { details }) =>
    t('words.modelServed', { version: String(details?.version ?? '') }),
  'audit-exported': (t) => t('words.exported'),
}

/** What happened, as a sentence; the kind itself where a newer service has one more. */
export function sentenceOf(t: T, row: AuditRow, language: string): string {
  const sentences: Readonly<Record<string, Sentence>> = SENTENCES
  return sentences[row.kind]?.(t, row, language) ?? row.kind
}

/** Who did it, with the names that only administrators know. */
export function actorWords(t: T, actor: string, names: ReadonlyMap<number, string>): string {
  const [kind = '', ...rest] = actor.split(':')
  const [first = '', second] = rest
  if (kind === 'user') {
    const name = names.get(Number(first))
    return name === undefined
      ? t('actors.user', { id: first })
      : t('actors.named', { name, id: first })
  }
  if (kind === 'key')
    return second === undefined
      ? t('actors.environmentKey', { institution: first })
      : t('actors.key', { institution: first, id: second })
  if (kind === 'client') return t('actors.client', { name: rest.join(':') })
  if (kind === 'oidc') return t('actors.oidc', { subject: rest.join(':') })
  if (actor === 'command') return t('actors.command')
  if (actor === 'anybody') return t('actors.anybody')
  return actor === 'mlflow' ? t('actors.mlflow') : actor
}
