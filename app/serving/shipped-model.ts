import { join } from 'node:path'

/** The model that comes with the package. */
export const SHIPPED_MODEL = join(import.meta.dirname, '../models/readmission.json')
