import type { MachinePaths } from '../machine-paths.ts'
import { dnsStep } from './dns-step.ts'
import { clusterStep, dataVolumeStep, gpuStep, kernelStep, microk8sStep } from './machine-steps.ts'
import { chartStep, dataVersionStep, readyStep, releaseStep } from './release-steps.ts'
import { type Step, stepFunction } from './script.ts'
import { undeployStep } from './undeploy-step.ts'
import { certificateStep, volumesStep } from './volume-steps.ts'

/** Steps of the installation in their order. Each leaves alone what is as it should be. */
export const installSteps = (paths: MachinePaths): readonly Step[] => [
  dataVolumeStep(paths),
  kernelStep,
  microk8sStep(paths),
  clusterStep(paths),
  gpuStep,
  dataVersionStep(paths),
  volumesStep(paths),
  certificateStep(paths),
  dnsStep(paths),
  chartStep(paths),
  undeployStep(paths),
  releaseStep(paths),
  readyStep,
  // A timer repeats it: metrics that do not come are no reason to take back what runs.
  { name: 'report', body: `  ${paths.scripts}/kaapana-report || say 'the report failed'\n` },
]

/** Script that `kaapana-install` sources: a function a step, and their run. */
export const stepsScript = (paths: MachinePaths): string => {
  const steps = installSteps(paths)
  return `# shellcheck shell=bash
# Functions and variables of kaapana-install are there, and functions are called by names in variables.
# shellcheck disable=SC2154,SC2317
${steps.map(stepFunction).join('')}
${steps.map(({ name }) => `run ${name}`).join('\n')}
`
}
