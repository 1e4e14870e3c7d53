import { headAt } from './head.ts'
import type { PhantomModality } from './modality.ts'
import { noise } from './noise.ts'
import { thoraxAt } from './thorax.ts'

/** What one modality's images are like. */
export interface Recipe {
  sopClass: string
  /** Rows and columns. */
  size: number
  /** Distance of rows and columns, in mm. */
  spacing: number
  /** Thickness and distance of slices, in mm. */
  thickness: number
  /** Stored value is value minus this. */
  intercept: number
  /** Standard deviation of the noise. */
  noise: number
  valueAt(x: number, y: number, depth: number): number
  /** Attributes of the modality's own module and those that describe its series. */
  attributes: Readonly<Record<string, unknown>>
}

/** Highest value of 12 bits. */
const WHITE = 4095

/** Recipes of both modalities; SOP classes as in PS3.4, table B.5-1. */
export const RECIPES: Readonly<Record<PhantomModality, Recipe>> = {
  ct: {
    sopClass: '1.2.840.10008.5.1.4.1.1.2',
    size: 512,
    spacing: 0.85,
    thickness: 10,
    intercept: -1024,
    noise: 14,
    valueAt: thoraxAt,
    attributes: {
      Modality: 'CT',
      SeriesDescription: 'Synthetic thorax',
      ProtocolName: 'Synthetic thorax',
      BodyPartExamined: 'CHEST',
      ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
      KVP: 120,
      RescaleIntercept: -1024,
      RescaleSlope: 1,
      RescaleType: 'HU',
      WindowCenter: 40,
      WindowWidth: 400,
    },
  },
  mr: {
    sopClass: '1.2.840.10008.5.1.4.1.1.4',
    size: 256,
    spacing: 0.9,
    thickness: 6,
    intercept: 0,
    noise: 22,
    valueAt: headAt,
    attributes: {
      Modality: 'MR',
      SeriesDescription: 'Synthetic head T1',
      ProtocolName: 'Synthetic head T1',
      BodyPartExamined: 'HEAD',
      ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'],
      ScanningSequence: 'SE',
      SequenceVariant: 'NONE',
      ScanOptions: '',
      MRAcquisitionType: '2D',
      RepetitionTime: 500,
      EchoTime: 14,
      EchoTrainLength: 1,
      FlipAngle: 90,
      MagneticFieldStrength: 1.5,
      WindowCenter: 700,
      WindowWidth: 1400,
    },
  },
}

/**
 * The stored values of one slice, 12 bits in 16, row by row from the front to the back.
 *
 * @param slice from 0 to `slices` - 1
 */
export function slicePixels(
  { size, spacing, intercept, noise: deviation, valueAt }: Recipe,
  { slice, slices, seed }: { slice: number; slices: number; seed: number },
): Uint16Array<ArrayBuffer> {
  const pixels = new Uint16Array(size * size)
  const depth = slices === 1 ? 0.5 : slice / (slices - 1)
  const draw = noise(seed + slice * 7919)
  const middle = (size - 1) / 2
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const value = valueAt((column - middle) * spacing, (row - middle) * spacing, depth)
      const stored = Math.round(value + deviation * draw() - intercept)
      pixels[row * size + column] = Math.min(WHITE, Math.max(0, stored))
    }
  }
  return pixels
}
