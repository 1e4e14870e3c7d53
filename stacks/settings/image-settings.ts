import { z } from 'zod'
import { secretArn } from './forms.ts'
import { choice, flag, listOf, text, wholeNumber } from './leaves.ts'

/** Registries that need an account for a pull-through cache. */
export const CREDENTIALED_REGISTRIES = ['docker-hub', 'github'] as const

/** Settings of the image repositories. */
export const registrySettings = z.strictObject({
  scan: choice(['basic', 'enhanced'])
    .default('basic')
    .describe(
      '`basic` scans on push at no charge; `enhanced` scans again and again with Inspector.',
    ),
  keepImages: wholeNumber(2, 1000, 30)
    .default(30)
    .describe('Tagged images kept in a repository; older ones expire.'),
  pullThrough: listOf(choice(['ecr-public', 'kubernetes', 'quay', ...CREDENTIALED_REGISTRIES]), 5)
    .default([])
    .describe('Public registries whose images are cached in ECR.'),
  credentials: z
    .strictObject({
      'docker-hub': secretArn().optional().describe('Secret with the account at Docker Hub.'),
      github: secretArn().optional().describe('Secret with the account at GitHub.'),
    })
    .prefault({})
    .describe('Secrets with `username` and `accessToken` for the caches that need an account.'),
})

const serviceImage = z.strictObject({
  reference: text(
    /^[a-z0-9.-]+(:\d+)?\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/,
    'an image by digest, <registry>/<repository>@sha256:<64 hexadecimal digits>',
    `ghcr.io/hospital/service@sha256:${'0123456789abcdef'.repeat(4)}`,
  )
    .optional()
    .describe('An image that is built elsewhere. Without it the image is built and pushed.'),
  platforms: listOf(choice(['linux/amd64', 'linux/arm64']), 2, 1)
    .default(['linux/amd64'])
    .describe('Platforms to build for; the nodes decide which are needed.'),
  buildOnPreview: flag()
    .default(false)
    .describe('Build in previews too, so that a broken Dockerfile shows in the pull request.'),
})

/** Settings of the images. */
export const imageSettings = z.strictObject({
  service: serviceImage.prefault({}).describe('Image of the prediction service.'),
})
