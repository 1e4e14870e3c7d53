/** The build of all images as one file for `docker buildx bake`. */
export { type BakeFile, type BakeGroup, type BakeTarget, bakeJson } from './bake/bake-file.ts'
export { type BakeOptions, bakeFile } from './bake/make-bake-file.ts'
/** What a change of the checkout rebuilds. */
export { changedSince, type ImageChange } from './digest/changed-since.ts'
/** Something in a checkout that is not as it should be. */
export * from './issue.ts'
/** The error of calls that cannot be answered. */
export * from './kaapana-error.ts'
/** What a plan is made of. */
export * from './kaapana-plan.ts'
/** The chart tree as Kaapana's own tool packages it, and overlays for EKS. */
export { findHelm } from './package/find-helm.ts'
export type { HelmFindings } from './package/helm-check.ts'
export type { OverlayOutcome } from './package/overlays/overlay.ts'
export {
  type PackagedKaapana,
  type PackageOptions,
  packageKaapana,
} from './package/package-kaapana.ts'
export {
  type PackagedChart,
  type PackagedContext,
  type PackageManifest,
  PackageTarget,
} from './package/package-manifest.ts'
/** Planning of all images and charts of a checkout. */
export { planKaapana } from './plan-kaapana.ts'
/** A plan as JSON, as a page, as text. */
export { planJson } from './report/plan-json.ts'
export { planPage } from './report/plan-page.ts'
export { planText } from './report/plan-text.ts'
