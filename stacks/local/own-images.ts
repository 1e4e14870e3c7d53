import * as dockerBuild from '@pulumi/docker-build'
import { imageSource, type OwnImage } from '../../images/own-images.ts'
import type { LocalSettings } from '../settings/settings.ts'

/** The repository, as seen from the program's own folder. */
const REPOSITORY = '..'

/** An image that has been built on this machine. */
export interface BuiltImage {
  readonly reference: string
  readonly build: dockerBuild.Image
}

/** Builds an image of the repository with this machine's own builder; nothing is pushed. */
export function buildImage(name: OwnImage, { environment }: LocalSettings): BuiltImage {
  const { context, dockerfile, target, tag } = imageSource(REPOSITORY, name)
  const reference = `dataspace-${environment}/${name}:${tag}`
  const build = new dockerBuild.Image(
    `${name}-build`,
    {
      context: { location: context === '.' ? REPOSITORY : `${REPOSITORY}/${context}` },
      dockerfile: { location: `${REPOSITORY}/${dockerfile}` },
      ...(target !== undefined && { target }),
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
