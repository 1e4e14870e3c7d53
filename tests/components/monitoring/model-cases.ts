import { type AlertCase, JOB, job, quiet, replicas, up } from './alert-series.ts'

/** Cases of the audit trail and of the model. */
export const MODEL_CASES: Readonly<Record<string, readonly AlertCase[]>> = {
  AuditChainBroken: [
    {
      title: 'a replica finds the chain broken',
      series: replicas('audit_chain_intact', '', ['0x10', '1x10']),
      at: '2m',
      rings: [
        {
          labels: job,
          says: 'The last check of the chain found rows missing, altered or added.',
        },
      ],
    },
    quiet('it is whole', '9m', replicas('audit_chain_intact', '', ['1x10', '1x10'])),
    quiet('it was never checked', '9m', [up('a', '1x10')]),
  ],
  AuditCheckMissing: [
    {
      title: 'the last check was 60 hours ago',
      series: replicas('audit_chain_checked_timestamp_seconds', '', ['0x80', '3600x80']),
      every: '1h',
      at: '61h',
      rings: [{ labels: job, says: 'The last check was 2d 12h 0m 0s ago; it runs daily.' }],
    },
    {
      ...quiet('one replica has heard of yesterday’s check', '61h', [
        ...replicas('audit_chain_checked_timestamp_seconds', '', ['0x80', '136800x80']),
      ]),
      every: '1h',
    },
  ],
  PredictionsNotRecorded: [
    {
      title: 'rows cannot be written',
      series: [[`predictions_total{${JOB},status="error",risk_level="LOW"}`, '0+1x20']],
      at: '15m',
      rings: [
        {
          labels: job,
          says: 'About 10 predictions in ten minutes were refused: without a row there is no answer.',
        },
      ],
    },
    quiet('all are written', '15m', [
      [`predictions_total{${JOB},status="success",risk_level="LOW"}`, '0+9x20'],
      [`predictions_total{${JOB},status="error",risk_level="LOW"}`, '3x20'],
    ]),
  ],
  FeatureDrift: [
    {
      title: 'an institution sends older patients, as every replica tells',
      series: [
        ...replicas('feature_psi', ',institution="ukhd",feature="age"', ['0.31x90', '0.31x90']),
        ...replicas('feature_psi', ',institution="ukhd",feature="gender"', ['0.02x90', '0.02x90']),
        ...replicas('drift_detected', ',institution="ukhd",kind="features"', ['1x90', '1x90']),
      ],
      at: '61m',
      rings: [
        {
          labels: { ...job, institution: 'ukhd' },
          says: 'At ukhd the largest stability index of a feature is 0.31.',
        },
      ],
    },
    quiet('the service finds it within its limits', '61m', [
      ...replicas('feature_psi', ',institution="ukhd",feature="age"', ['0.31x90']),
      ...replicas('drift_detected', ',institution="ukhd",kind="features"', ['0x90']),
    ]),
    quiet('another institution drifts, or another thing of it', '61m', [
      ...replicas('feature_psi', ',institution="ukhd",feature="age"', ['0.31x90']),
      ...replicas('drift_detected', ',institution="dkfz",kind="features"', ['1x90']),
      ...replicas('drift_detected', ',institution="ukhd",kind="calibration"', ['1x90']),
    ]),
  ],
  CalibrationDrift: [
    {
      title: 'probabilities are too extreme at one institution',
      series: [
        ...replicas('calibration_slope', ',institution="dkfz"', ['0.6x90', '0.6x90']),
        ...replicas('drift_detected', ',institution="dkfz",kind="calibration"', ['1x90', '1x90']),
      ],
      at: '61m',
      rings: [
        {
          labels: { ...job, institution: 'dkfz' },
          says: 'At dkfz the slope of recalibration is 0.60; 1 is right.',
        },
      ],
    },
    quiet('they may be, with too few outcomes to be sure', '61m', [
      ...replicas('calibration_slope', ',institution="dkfz"', ['0.6x90']),
      ...replicas('drift_detected', ',institution="dkfz",kind="calibration"', ['0x90']),
    ]),
  ],
  DriftCheckMissing: [
    {
      title: 'the last check was 60 hours ago',
      series: replicas('drift_checked_timestamp_seconds', '', ['3600x80']),
      every: '1h',
      at: '61h',
      rings: [{ labels: job, says: 'The last check was 2d 12h 0m 0s ago; it runs daily.' }],
    },
    {
      ...quiet('it was yesterday', '61h', [
        ...replicas('drift_checked_timestamp_seconds', '', ['136800x80']),
      ]),
      every: '1h',
    },
  ],
  ModelSourceUnhealthy: [
    {
      title: 'one replica cannot follow MLflow',
      series: replicas('model_source_healthy', '', ['1x30', '0x30']),
      at: '16m',
      rings: [
        {
          labels: job,
          says: 'For 15 minutes a replica could not follow MLflow; it goes on serving the last good model.',
        },
      ],
    },
    quiet('MLflow restarts', '25m', replicas('model_source_healthy', '', ['1 0x10 1x20'])),
    quiet('there is no MLflow', '25m', [up('a', '1x30')]),
  ],
  ReplicasServeDifferentModels: [
    {
      title: 'a replica stays with the old model',
      series: [
        ...replicas('model_info', ',sha256="a",name="m",version="1"', ['1x20']),
        ...replicas('model_info', ',sha256="b",name="m",version="2"', ['1x20']),
      ],
      at: '6m',
      rings: [
        {
          labels: job,
          says: '2 models are in service; replicas follow each other within 15 s.',
        },
      ],
    },
    quiet('all serve one', '9m', [
      ...replicas('model_info', ',sha256="a",name="m",version="1"', ['1x20', '1x20']),
    ]),
  ],
}
