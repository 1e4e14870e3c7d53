import 'i18next'
import type { ENGLISH as CHARTS } from '../charts/english.ts'
import type { ENGLISH as ACCOUNT } from '../pages/account/english.ts'
import type { ENGLISH as ADMINISTRATION } from '../pages/administration/english.ts'
import type { ENGLISH as AUDIT } from '../pages/audit/english.ts'
import type { ENGLISH as INSTITUTIONS } from '../pages/institutions/english.ts'
import type { ENGLISH as MODEL } from '../pages/model/english.ts'
import type { ENGLISH as OVERVIEW } from '../pages/overview/english.ts'
import type { ENGLISH as PATIENTS } from '../pages/patients/english.ts'
import type { ENGLISH as PLATFORM } from '../pages/platform/english.ts'
import type { ENGLISH as PREDICT } from '../pages/predict/english.ts'
import type { ENGLISH as PREDICTION } from '../prediction/english.ts'
import type { ENGLISH } from './english.ts'

/** Keys of texts are checked by the compiler: `t('no.such.key')` does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: {
      translation: typeof ENGLISH
      account: typeof ACCOUNT
      administration: typeof ADMINISTRATION
      audit: typeof AUDIT
      charts: typeof CHARTS
      institutions: typeof INSTITUTIONS
      model: typeof MODEL
      overview: typeof OVERVIEW
      patients: typeof PATIENTS
      platform: typeof PLATFORM
      predict: typeof PREDICT
      prediction: typeof PREDICTION
    }
  }
}
