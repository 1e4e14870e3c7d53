import type { Level } from '../evaluation/metrics.ts'

/** What a care team is advised to do at each level, in order; the original service's wording. */
export const ADVICE: Readonly<Record<Level, readonly string[]>> = {
  LOW: ['Regular follow-up in 3 months'],
  MEDIUM: ['Schedule follow-up in 2 weeks', 'Monitor medication adherence'],
  HIGH: [
    'Immediate follow-up within 48 hours',
    'Consider home health services',
    'Review medication plan',
  ],
}
