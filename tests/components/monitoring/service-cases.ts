import {
  type AlertCase,
  histogram,
  job,
  PREDICT,
  quick,
  quiet,
  requests,
  SECONDS,
  slow,
  up,
} from './alert-series.ts'

/** Cases of the service and its objective. */
export const SERVICE_CASES: Readonly<Record<string, readonly AlertCase[]>> = {
  APIDown: [
    {
      title: 'no replica answers',
      series: [up('a', '0x10'), up('b', '0x10')],
      at: '3m',
      rings: [
        {
          labels: job,
          says: 'For two minutes no replica could be scraped, or none exists.',
        },
      ],
    },
    {
      title: 'nothing is scraped, as with a monitor that selects nothing',
      series: [['up{job="another"}', '1x10']],
      at: '3m',
      rings: [
        { labels: job, says: 'For two minutes no replica could be scraped, or none exists.' },
      ],
    },
    quiet('one of two answers', '9m', [up('a', '0x10'), up('b', '1x10')]),
    quiet('all are away for a minute', '4m', [up('a', '1 1 0 1 1')]),
  ],
  ReplicaDown: [
    {
      title: 'a replica is away for ten minutes',
      series: [up('a', '0x20'), up('b', '1x20')],
      at: '11m',
      rings: [
        {
          labels: { ...job, instance: 'a' },
          says: 'a could not be scraped for ten minutes.',
        },
      ],
    },
    quiet('a replica starts again', '15m', [up('a', '1 1 0 0 0 0 1x20'), up('b', '1x20')]),
  ],
  HighErrorRate: [
    {
      title: 'one answer in eleven is a failure, of few',
      series: requests('0+10x30', '0+1x30'),
      at: '15m',
      rings: [{ labels: job, says: '9.091% of requests were answered with 5xx.' }],
    },
    quiet('one in a hundred fails, of so many that it is one a second', '15m', [
      ...requests('0+5940x30', '0+60x30'),
    ]),
    quiet('probes fail', '15m', [
      ...requests('0+10x30', '0x30'),
      ...requests('0x30', '0+60x30', '/readyz'),
    ]),
    quiet('nobody asks', '15m', requests('10x30', '5x30')),
  ],
  HighResponseTime: [
    {
      title: 'one request in ten takes longer than 0.2 s',
      series: histogram(SECONDS, PREDICT, slow),
      at: '15m',
      rings: [{ labels: job, says: 'The 95th percentile of the answering time is 350ms.' }],
    },
    quiet('one in a hundred does', '15m', histogram(SECONDS, PREDICT, quick)),
    quiet('only bulk routes are slow', '15m', [
      ...histogram(SECONDS, 'endpoint="/api/v1/data/ingest",method="POST",', slow),
      ...histogram(SECONDS, 'endpoint="/v2/models/{name}/infer",method="POST",', slow),
      ...histogram(SECONDS, 'endpoint="/api/v1/predict/batch",method="POST",', slow),
    ]),
  ],
  HighPredictionLatency: [
    {
      title: 'the database is slow',
      series: histogram('prediction_duration_seconds', '', {
        '0.5': 10,
        '1': 90,
        '2': 92,
        '+Inf': 100,
      }),
      at: '15m',
      rings: [
        {
          labels: job,
          says: 'From valid input to committed audit row the 95th percentile is 2s.',
        },
      ],
    },
    quiet('one in a hundred is slow', '15m', [
      ...histogram('prediction_duration_seconds', '', {
        '0.5': 90,
        '1': 99,
        '2': 100,
        '+Inf': 100,
      }),
    ]),
  ],
  ErrorBudgetBurnHour: [
    {
      title: '2 % fail for an hour',
      series: requests('0+98x90', '0+2x90'),
      at: '65m',
      rings: [
        {
          labels: job,
          says: '2% of requests failed over 1h; the objective allows 0.1 % a month.',
        },
      ],
    },
    quiet('1 % fail', '65m', requests('0+99x90', '0+1x90')),
    quiet('2 % failed, and no more for ten minutes', '70m', [
      ...requests('0+98x90', '0+2x60 120x30'),
    ]),
  ],
  ErrorBudgetBurnSixHours: [
    {
      title: '0.8 % fail for six hours',
      series: requests('0+4960x90', '0+40x90'),
      every: '5m',
      at: '370m',
      rings: [
        {
          labels: job,
          says: '0.8% of requests failed over 6h; the objective allows 0.1 % a month.',
        },
      ],
    },
    { ...quiet('0.5 % fail', '370m', requests('0+4975x90', '0+25x90')), every: '5m' },
    {
      ...quiet('0.8 % failed, and no more for an hour', '420m', [
        ...requests('0+4960x90', '0+40x72 2880x18'),
      ]),
      every: '5m',
    },
  ],
  ErrorBudgetBurnThreeDays: [
    {
      title: '0.2 % fail for three days',
      series: requests('0+9980x150', '0+20x150'),
      every: '30m',
      at: '74h',
      rings: [
        {
          labels: job,
          says: '0.2% of requests failed over 3d; the objective allows 0.1 % a month.',
        },
      ],
    },
    { ...quiet('0.05 % fail', '74h', requests('0+9995x150', '0+5x150')), every: '30m' },
  ],
}
