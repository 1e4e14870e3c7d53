import { uidOf } from '../uid.ts'
import type { PhantomModality } from './modality.ts'
import { RECIPES, slicePixels } from './phantom.ts'

/** A synthetic series to make. */
export interface PhantomOptions {
  modality: PhantomModality
  /** The same words give the same files, other words other UIDs and other noise. */
  seed: string
  /** Number of slices. @default 20 */
  slices?: number
  /** Number of the series in its study; another number is another series. @default 1 */
  series?: number
  /** Patient ID, 1 to 64 characters. @default a pseudonym made of the seed */
  patientId?: string
  /** Date of the study. @default 2026-01-15 */
  date?: Date
}

/** UIDs of a synthetic series, and whom it is of. */
export interface PhantomSeries {
  studyUid: string
  seriesUid: string
  /** SOP instance UIDs, in the order of the slices. */
  instances: string[]
  patientId: string
}

/** What `dataspace kaapana check --dicom` sends. */
export const DEFAULT_SLICES = 20
const DEFAULT_DATE = new Date('2026-01-15T10:00:00Z')

/** UIDs that a synthetic series has, without making it. */
export function phantomSeries(options: PhantomOptions): PhantomSeries {
  const { modality, seed, slices = DEFAULT_SLICES, series = 1, patientId } = options
  return {
    studyUid: uidOf('study', modality, seed),
    seriesUid: uidOf('series', modality, seed, series),
    instances: Array.from({ length: slices }, (_, slice) =>
      uidOf('instance', modality, seed, series, slice),
    ),
    patientId: patientId ?? `PHANTOM-${uidOf('patient', seed).slice(-8)}`,
  }
}

/**
 * The data sets of a synthetic series, one a slice, in dcmjs's natural form: all attributes of types 1
 * and 2 of CT Image and MR Image (PS3.3, A.3 and A.4), explicit VR little endian.
 */
export function* phantomDatasets(options: PhantomOptions): Generator<Record<string, unknown>> {
  const { modality, seed, slices = DEFAULT_SLICES } = options
  const recipe = RECIPES[modality]
  const names = phantomSeries(options)
  const shared = { ...seriesAttributes(options, names), ...recipe.attributes }
  const noiseSeed = Number(BigInt(uidOf('noise', seed).slice('2.25.'.length)) & 0xffff_ffffn)
  for (const [slice, instance] of names.instances.entries()) {
    yield {
      ...shared,
      SOPInstanceUID: instance,
      InstanceNumber: slice + 1,
      ...placeOf(options, slice),
      PixelData: slicePixels(recipe, { slice, slices, seed: noiseSeed }).buffer,
      // The dictionary leaves open which of OB and OW it is.
      _vrMap: { PixelData: 'OW' },
    }
  }
}

/** `YYYYMMDD` and `HHMMSS`, in UTC. */
function dateAndTime(date: Date): { day: string; time: string } {
  const text = date.toISOString()
  return {
    day: text.slice(0, 10).replaceAll('-', ''),
    time: text.slice(11, 19).replaceAll(':', ''),
  }
}

function seriesAttributes(
  { modality, seed, series = 1, date = DEFAULT_DATE }: PhantomOptions,
  { studyUid, seriesUid, patientId }: PhantomSeries,
): Record<string, unknown> {
  const { day, time } = dateAndTime(date)
  const { sopClass, size, spacing, thickness } = RECIPES[modality]
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: sopClass,
    PatientName: [{ Alphabetic: `PHANTOM^${modality === 'ct' ? 'THORAX' : 'HEAD'}` }],
    PatientID: patientId,
    PatientBirthDate: '',
    PatientSex: 'O',
    PatientComments: 'Synthetic images drawn by a program: no person.',
    StudyInstanceUID: studyUid,
    StudyDate: day,
    StudyTime: time,
    StudyID: 'SYNTHETIC',
    StudyDescription: 'Synthetic phantom',
    AccessionNumber: '',
    ReferringPhysicianName: '',
    SeriesInstanceUID: seriesUid,
    SeriesNumber: series,
    SeriesDate: day,
    SeriesTime: time,
    ContentDate: day,
    ContentTime: time,
    AcquisitionDate: day,
    AcquisitionTime: time,
    AcquisitionNumber: 1,
    PatientPosition: 'HFS',
    Manufacturer: 'HealthAlliance DataSpace',
    ManufacturerModelName: 'Phantom',
    FrameOfReferenceUID: uidOf('frame of reference', modality, seed),
    PositionReferenceIndicator: '',
    ...pixelAttributes(size),
    PixelSpacing: [spacing, spacing],
    SliceThickness: thickness,
    SpacingBetweenSlices: thickness,
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
  }
}

const pixelAttributes = (size: number): Record<string, unknown> => ({
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  Rows: size,
  Columns: size,
  BitsAllocated: 16,
  BitsStored: 12,
  HighBit: 11,
  PixelRepresentation: 0,
})

/** Where a slice lies: the stack of the thorax goes down from its apex, that of the head up. */
function placeOf(
  { modality, slices = DEFAULT_SLICES }: PhantomOptions,
  slice: number,
): Record<string, unknown> {
  const { size, spacing, thickness } = RECIPES[modality]
  // A decimal string has 16 characters at most (PS3.5, 6.2).
  const corner = -Number((((size - 1) / 2) * spacing).toFixed(3))
  const direction = modality === 'ct' ? -1 : 1
  const height = direction * thickness * (slice - (slices - 1) / 2)
  return { ImagePositionPatient: [corner, corner, height], SliceLocation: height }
}
