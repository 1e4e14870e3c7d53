/// <reference path="./dcmjs.d.ts" />
import type * as DcmjsDimse from 'dcmjs-dimse'

/** The library that speaks DICOM, dcmjs-dimse: association, C-ECHO, C-STORE, and data sets by dcmjs. */
export type Dimse = Omit<typeof DcmjsDimse, 'default'>

let loaded: Promise<Dimse> | undefined

/**
 * Loads the library at its first use: it takes 130 ms and 25 MB, which commands that send nothing
 * should not pay. Its log, otherwise on standard output, is off: what happens is told by its events.
 */
export function loadDimse(): Promise<Dimse> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Dimse> {
  const dimse = (await import('dcmjs-dimse')).default
  dimse.log.setLevel('silent')
  const dcmjs = (await import('dcmjs')).default
  dcmjs.log.setLevel('silent')
  dcmjs.log.getLogger('validation.dcmjs').setLevel('silent')
  dimse.Implementation.setImplementationClassUid(IMPLEMENTATION.uid)
  dimse.Implementation.setImplementationVersion(IMPLEMENTATION.version)
  return dimse
}

/** How we name ourselves in associations and files; a UID below 2.25, made once (PS3.7, D.3.3.2). */
const IMPLEMENTATION = {
  uid: '2.25.190366219237474532164838462093786264541',
  version: 'DATASPACE_1',
} as const
