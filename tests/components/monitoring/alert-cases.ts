import type { AlertCase } from './alert-series.ts'
import { MODEL_CASES } from './model-cases.ts'
import { PLATFORM_CASES } from './platform-cases.ts'
import { SERVICE_CASES } from './service-cases.ts'

/** Cases by alert: each has some in which it rings and some in which it must not. */
export const ALERT_CASES: Readonly<Record<string, readonly AlertCase[]>> = {
  ...SERVICE_CASES,
  ...MODEL_CASES,
  ...PLATFORM_CASES,
}
