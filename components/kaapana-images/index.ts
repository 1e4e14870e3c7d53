/** Kaapana's images and chart, built and published from a checkout. */
export * from './kaapana-images.ts'
/** A published version of Kaapana, of anyone's. */
export * from './kaapana-release.ts'
