import { BASES } from '../../images/kaapana/bake/image-place.ts'
import type { ArgumentProblem } from '../argument-error.ts'
import { KaapanaBuilds, type KaapanaBuiltImages, type KaapanaImagesArgs } from './kaapana-images.ts'

/** What belongs to a release. */
export interface ReleaseFacts {
  /** Empty while nothing tells. */
  readonly version: string
  /** Name of the platform's chart. */
  readonly chart: string
  /** Images that are pushed under their names. */
  readonly images: readonly string[]
  /** Images that are only bases of others. */
  readonly bases: readonly string[]
}

const PLATFORM = /^linux\/[a-z0-9]+(?:\/v\d+)?$/
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/
const DIGEST = /^sha256:[0-9a-f]{64}$/
// https://github.com/distribution/reference: a tag has at most 128 characters.
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/

/** What is wrong with the arguments by themselves. */
export function argumentProblems(args: KaapanaImagesArgs): ArgumentProblem[] {
  const modes: readonly string[] = Object.values(KaapanaBuilds)
  if (!modes.includes(args.builds)) {
    const allowed = `one of ${modes.join(', ')}`
    return [{ argument: 'builds', got: args.builds, allowed }]
  }
  return [
    ...(args.builds === KaapanaBuilds.Pulumi ? buildingProblems(args) : listProblems(args)),
    ...builtPresence(args),
    ...platformProblems(args),
    ...loginProblems(args),
  ]
}

function buildingProblems({ builds, source, packaged }: KaapanaImagesArgs): ArgumentProblem[] {
  const given = { source, packaged }
  const what = {
    source: 'the folder of a checkout',
    packaged: 'the folder that dataspace kaapana package wrote',
  }
  return (['source', 'packaged'] as const)
    .filter((argument) => !given[argument])
    .map((argument) => ({
      argument,
      got: given[argument],
      allowed: `${what[argument]} when builds is ${builds}`,
    }))
}

function listProblems({ builds, source, images, charts, ignore }: KaapanaImagesArgs) {
  const problems: ArgumentProblem[] = []
  if (source !== undefined) return problems
  if (images === undefined || images.length === 0) {
    const allowed = `given when builds is ${builds}`
    const fix = 'name a checkout, or list all images that are pushed'
    problems.push({ argument: 'source or images', got: images, allowed, fix })
  }
  for (const [argument, got] of Object.entries({ charts, ignore })) {
    if (got === undefined) continue
    const allowed = 'absent without a source, in which it would select'
    problems.push({ argument, got, allowed })
  }
  return problems
}

function builtPresence({ builds, built }: KaapanaImagesArgs): ArgumentProblem[] {
  const needed = builds === KaapanaBuilds.External
  if (needed === (built !== undefined)) return []
  if (!needed) {
    const fix = `set builds to ${KaapanaBuilds.External}, or leave it out`
    const allowed = `absent when builds is ${builds}`
    return [{ argument: 'built', got: built?.version, allowed, fix }]
  }
  const allowed = `given when builds is ${builds}`
  const fix = `set builds to ${KaapanaBuilds.None} until images are pushed, then hand over their digests`
  return [{ argument: 'built', got: built, allowed, fix }]
}

function platformProblems({ platform: got }: KaapanaImagesArgs): ArgumentProblem[] {
  if (got === undefined || PLATFORM.test(got)) return []
  return [{ argument: 'platform', got, allowed: 'one Linux platform, e.g. linux/amd64' }]
}

function loginProblems({ chartLogin }: KaapanaImagesArgs): ArgumentProblem[] {
  if (chartLogin === undefined || VARIABLE.test(chartLogin.passwordVariable)) return []
  // Whoever mistakes it for the password shall not read it in a log.
  const allowed = 'the name of an environment variable (letters, digits, _)'
  return [{ argument: 'chartLogin.passwordVariable', got: 'something else', allowed }]
}

/** Images that would share a repository with the chart, the bases or each other. */
export function nameProblems({ images, chart }: ReleaseFacts): ArgumentProblem[] {
  const taken = [chart, BASES]
  return images
    .filter((image, index) => taken.includes(image) || images.indexOf(image) !== index)
    .map((image) => ({
      argument: 'images',
      got: image,
      allowed: `different from each other, ${taken.join(' and ')}, which have repositories of their own`,
    }))
}

/** Where what others built is not exactly what belongs to the release. */
export function builtProblems(
  built: KaapanaBuiltImages | undefined,
  facts: ReleaseFacts,
): ArgumentProblem[] {
  if (built === undefined) return []
  const { version, images, chartDigest } = built
  const given = Object.keys(images)
  const missing = facts.images.filter((image) => !Object.hasOwn(images, image))
  const superfluous = given.filter((image) => !facts.images.includes(image))
  return [
    ...versionProblems(version, facts.version),
    ...lackProblems(missing, superfluous),
    ...Object.entries(images).flatMap(([image, digest]) =>
      digestProblems(`built.images["${image}"]`, digest),
    ),
    ...digestProblems('built.chartDigest', chartDigest),
  ]
}

function versionProblems(got: string, expected: string): ArgumentProblem[] {
  const argument = 'built.version'
  if (!TAG.test(got)) {
    return [{ argument, got, allowed: 'a tag: up to 128 letters, digits, _ . -' }]
  }
  if (got === expected) return []
  const fix = 'build that version, or check out what was built'
  return [{ argument, got, allowed: `the checkout's version ${expected}`, fix }]
}

function lackProblems(missing: readonly string[], superfluous: readonly string[]) {
  const problems: ArgumentProblem[] = []
  const argument = 'built.images'
  if (missing.length > 0) {
    const allowed = `complete, with a digest of ${missing.join(', ')} too`
    const fix = 'push them first: charts would fail to pull them'
    problems.push({ argument, got: `${missing.length} missing`, allowed, fix })
  }
  if (superfluous.length > 0) {
    const allowed = `without ${superfluous.join(', ')}`
    const fix = 'leave them out, or select them: they have no repository'
    problems.push({ argument, got: `${superfluous.length} superfluous`, allowed, fix })
  }
  return problems
}

function digestProblems(argument: string, got: string): ArgumentProblem[] {
  if (DIGEST.test(got)) return []
  return [{ argument, got, allowed: 'sha256: and 64 hexadecimal digits' }]
}
