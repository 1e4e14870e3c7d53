import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instructionsOf } from './kaapana/dockerfile/instructions.ts'
import { contentTagOf } from './service/content-tag.ts'

/** Images that the repository holds the Dockerfile of, by its folder in images/ or as STAGES says. */
export const OWN_IMAGES = ['service', 'mlflow', 'airflow', 'airflow-local', 'pipeline'] as const

/** Name of an image of the repository. */
export type OwnImage = (typeof OWN_IMAGES)[number]

/** Images that are a stage of another's Dockerfile. */
const STAGES: Readonly<Partial<Record<OwnImage, { of: OwnImage; target: string }>>> = {
  // Airflow around the command that its tasks run.
  'airflow-local': { of: 'pipeline', target: 'airflow' },
}

/** What an image of the repository is built from, as paths from the repository's top. */
export interface ImageSource {
  /** Folder that is sent to the builder: the one with a `.dockerignore`. */
  readonly context: string
  readonly dockerfile: string
  /** Stage to build, where it is not the last. */
  readonly target?: string
  /** Tag of the image, over the files that go into it. */
  readonly tag: string
}

/** Where an image is built from: its own folder if that says what is sent, otherwise the repository. */
export function imageSource(repository: string, name: OwnImage): ImageSource {
  const stage = STAGES[name]
  const folder = `images/${stage?.of ?? name}`
  const dockerfile = `${folder}/Dockerfile`
  const isOwn = existsSync(join(repository, folder, '.dockerignore'))
  const context = isOwn ? folder : '.'
  const tag = contentTagOf(repository, copiedFiles(repository, { context, dockerfile }))
  return { context, dockerfile, ...(stage && { target: stage.target }), tag }
}

/**
 * What a Dockerfile copies from its context, and the Dockerfile itself, as paths from the repository's
 * top. Copies from other stages are made of these.
 */
export function copiedFiles(
  repository: string,
  { context, dockerfile }: Pick<ImageSource, 'context' | 'dockerfile'>,
): string[] {
  const { instructions } = instructionsOf(readFileSync(join(repository, dockerfile), 'utf8'))
  const copied = instructions.flatMap(({ keyword, text }) => {
    const words = text.trim().split(/\s+/)
    if (keyword !== 'COPY' || words.some((word) => word.startsWith('--from='))) return []
    return words.filter((word) => !word.startsWith('--')).slice(0, -1)
  })
  const paths = copied.map((path) => join(context, path).replace(/\/$/, ''))
  return [...new Set([dockerfile, ...paths])].sort()
}
