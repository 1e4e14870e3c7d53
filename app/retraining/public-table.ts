import { join } from 'node:path'

/**
 * The table the shipped model learned from, which comes with the package: Diabetes 130-US Hospitals
 * for Years 1999–2008 (Clore, Cios, DeShazo and Strack 2014, doi:10.24432/C5230J, CC BY 4.0), reduced
 * to the columns of a training table; the institutions are assigned artificially.
 */
export const PUBLIC_TABLE = join(import.meta.dirname, '../models/encounters.csv.gz')

/** Source of a version that was trained on it. */
export const PUBLIC_SOURCE = 'public table'
