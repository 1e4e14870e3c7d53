import { type Command, InvalidArgumentError } from 'commander'
import type { Check } from '../../kaapana/check/check.ts'
import type { Target } from '../../kaapana/check/target.ts'

/** Options of the checks that send images, as commander gives them. */
export interface ImagingCheckOptions {
  dicom?: boolean
  dicomPort: number
  workflow?: boolean
  wait: number
}

/** How `check` explains the checks that send images. */
export const IMAGING_HELP = `
--dicom sends a synthetic CT and an MR series to the DICOM port, waits until Kaapana has them, and deletes them
again; --workflow also runs the workflow collect-metadata on them. Interrupted, or where deleting fails, they stay:
they are the data set check-…, patient PHANTOM^….`

/** Adds what the checks that send images ask for. */
export function addImagingOptions(command: Command): Command {
  return command
    .option('--dicom', 'send synthetic series, find them, delete them again')
    .option('--dicom-port <port>', 'port of DICOM', port, 11112)
    .option('--workflow', 'with --dicom, and run a workflow on them')
    .option('--wait <seconds>', 'that Kaapana may take for each step of these', seconds, 1800)
}

/** The checks that were asked for, if any. */
export async function imagingChecksOf(
  target: Target,
  options: ImagingCheckOptions & { project: string },
): Promise<Check[]> {
  if (options.dicom !== true && options.workflow !== true) return []
  const { imagingChecks } = await import('../../kaapana/check/imaging-checks.ts')
  return imagingChecks(target, {
    port: options.dicomPort,
    project: options.project,
    workflow: options.workflow === true,
    wait: options.wait,
    user: process.env.KAAPANA_USER || 'kaapana',
  })
}

function port(text: string): number {
  const number = Number(text)
  if (/^\d{1,5}$/.test(text) && number > 0 && number < 65_536) return number
  throw new InvalidArgumentError('Give a port from 1 to 65535.')
}

function seconds(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give whole seconds, 1 to 99999.')
}
