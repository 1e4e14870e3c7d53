import { z } from 'zod'
import { flag, guidance, text, wholeNumber } from './leaves.ts'
import { prebuilt } from './ml-settings.ts'

/** Settings of federated training. */
export const federationSettings = z.strictObject({
  enabled: flag()
    .default(false)
    .describe(
      'For each institution a closed place to train in, and one for who puts their parts together.',
    ),
  transferImage: prebuilt().describe(
    'An image whose entry point is the AWS command line; it fetches tables and delivers results.',
  ),
  round: text(
    /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/,
    '1–32 lower-case letters, digits and hyphens within',
    'round-1',
  )
    .default('round-1')
    .describe('Name of the round; its files are below it in the bucket of artifacts.'),
  minLeaf: wholeNumber(10, 1000, 50)
    .multipleOf(5)
    .register(guidance, { allowed: 'a multiple of 5 from 10 to 1000', example: '50' })
    .default(50)
    .describe('Fewest patients in a leaf of what leaves an institution.'),
  epsilon: z
    .number()
    .gt(0)
    .max(20)
    .register(guidance, { allowed: 'a number above 0, at most 20', example: '1' })
    .optional()
    .describe(
      'What a round costs each patient in privacy. Without it parts are pooled, which guarantees nothing.',
    ),
})
