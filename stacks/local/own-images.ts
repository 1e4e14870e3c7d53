import * as dockerBuild from '@pulumi/docker-build'
import { contentTag, contentTagOf } from '../../images/service/content-tag.ts'
import { copiedFiles } from '../../images/service/copied-files.ts'
import type { LocalSettings } from '../settings/settings.ts'

/** The folder that images are built from, as seen from the program's own. */
const REPOSITORY = '..'

/** Images that the repository holds the Dockerfile of, in a folder of their name. */
export const OWN_IMAGES = ['service', 'mlflow', 'airflow'] as const

/** Name of an image of the repository. */
export type OwnImage = (typeof OWN_IMAGES)[number]

/** An image that has been built on this machine. */
export interface BuiltImage {
  readonly reference: string
  readonly build: dockerBuild.Image
}

/** Builds an image of the repository with this machine's own builder; nothing is pushed. */
export function buildImage(name: OwnImage, { environment }: LocalSettings): BuiltImage {
  const dockerfile = `images/${name}/Dockerfile`
  const tag =
    name === 'service'
      ? contentTag(REPOSITORY)
      : contentTagOf(REPOSITORY, copiedFiles(REPOSITORY, dockerfile))
  const reference = `dataspace-${environment}/${name}:${tag}`
  const build = new dockerBuild.Image(
    `${name}-build`,
    {
      context: { location: REPOSITORY },
      dockerfile: { location: `${REPOSITORY}/${dockerfile}` },
      tags: [reference],
      load: true,
      push: false,
      buildOnPreview: false,
    },
    // The image itself is removed by the resource that names it.
    { retainOnDelete: true },
  )
  return { reference, build }
}
