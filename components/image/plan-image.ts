import { existsSync, statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { type ImageArgs, type ImageBuild, ImagePlatform } from './image.ts'

/** One build of one platform. */
export interface PlannedBuild {
  readonly platform: ImagePlatform
  /** What tells this build's child, tag and cache from the others'; empty for a single build. */
  readonly suffix: string
}

/** An image that is built. */
export interface BuildPlan {
  readonly build: ImageBuild
  /** Context and Dockerfile relative to the working directory, so that they are equal everywhere. */
  readonly context: string
  readonly dockerfile: string
  readonly builds: readonly PlannedBuild[]
}

/** What an Image does: hand on a digest, or build. */
export type ImagePlan = { readonly prebuilt: string } | BuildPlan

const REFERENCE = /^[a-z0-9.-]+(?::\d+)?\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/
// https://github.com/distribution/reference: a tag has at most 128 characters.
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,118}$/

/**
 * What an Image makes of its arguments. Looks at the context's folder on disk, never into its files.
 *
 * @throws ArgumentError with every argument that cannot be used.
 */
export function planImage(name: string, args: ImageArgs): ImagePlan {
  const { build, prebuilt } = args
  refuse('Image', name, choiceProblems(args))
  if (build === undefined) {
    const reference = prebuilt ?? ''
    refuse('Image', name, referenceProblems(reference))
    return { prebuilt: reference }
  }
  const dockerfile = build.dockerfile ?? `${build.context}/Dockerfile`
  refuse('Image', name, [
    ...contextProblems(build.context, dockerfile),
    ...platformProblems(build.platforms),
    ...tagProblems(build),
  ])
  const platforms = build.platforms ?? [ImagePlatform.Amd64]
  return {
    build,
    context: portable(build.context),
    dockerfile: portable(dockerfile),
    builds: platforms.map((platform) => ({
      platform,
      suffix: platforms.length === 1 ? '' : `-${platform.slice('linux/'.length)}`,
    })),
  }
}

/** The provider compares paths as text: an absolute one would rebuild on every other machine. */
function portable(path: string): string {
  return relative(process.cwd(), resolve(path)).split(sep).join('/') || '.'
}

function choiceProblems({ build, prebuilt }: ImageArgs): ArgumentProblem[] {
  if ((build === undefined) !== (prebuilt === undefined)) return []
  return [
    {
      argument: 'build or prebuilt',
      got: build === undefined ? undefined : 'both',
      allowed: 'given, and not both',
      fix: 'build from a folder, or name an image that exists by its digest',
    },
  ]
}

function referenceProblems(got: string): ArgumentProblem[] {
  if (REFERENCE.test(got)) return []
  const allowed = '<registry>/<repository>@sha256:<64 hexadecimal digits>, without a tag'
  return [{ argument: 'prebuilt', got, allowed }]
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

function contextProblems(context: string, dockerfile: string): ArgumentProblem[] {
  if (!existsSync(context) || !statSync(context).isDirectory()) {
    const allowed = 'a folder on this machine'
    return [{ argument: 'build.context', got: context, allowed }]
  }
  const problems: ArgumentProblem[] = []
  if (!isFile(dockerfile)) {
    problems.push({ argument: 'build.dockerfile', got: dockerfile, allowed: 'an existing file' })
  }
  // The order in which BuildKit looks: https://docs.docker.com/build/concepts/context/#dockerignore-files
  if (!isFile(`${dockerfile}.dockerignore`) && !isFile(`${context}/.dockerignore`)) {
    problems.push({
      argument: 'build.context',
      got: context,
      allowed: 'a folder with a .dockerignore',
      fix: 'write one that begins with * and lets in what the image copies (!app), so that no secret or data is sent and only what matters causes a build',
    })
  }
  return problems
}

function platformProblems(platforms: ImagePlatform[] | undefined): ArgumentProblem[] {
  if (platforms === undefined) return []
  const known: readonly string[] = Object.values(ImagePlatform)
  const fits = platforms.length > 0 && platforms.every((platform) => known.includes(platform))
  if (fits && new Set(platforms).size === platforms.length) return []
  const allowed = `different ones of ${known.join(', ')}`
  return [{ argument: 'build.platforms', got: platforms, allowed }]
}

function tagProblems({ tag }: ImageBuild): ArgumentProblem[] {
  if (typeof tag !== 'string') return []
  if (TAG.test(tag) && tag !== 'latest' && !tag.startsWith('buildcache')) return []
  return [
    {
      argument: 'build.tag',
      got: tag,
      allowed: 'up to 119 letters, digits, _ . -, neither latest nor beginning with buildcache',
      fix: 'use the commit or the version: a tag names one image for ever',
    },
  ]
}
