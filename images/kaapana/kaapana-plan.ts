import type { Issue } from './issue.ts'

/** A container image that a checkout can build. All paths are relative to the checkout, with `/`. */
export interface KaapanaContainer {
  /** Name of the image, from `LABEL IMAGE`; the same as its repository below the prefix. */
  readonly image: string
  /** Reference charts pull it by: `<registry>/<image>:<version>`, or `local-only/<image>:latest`. */
  readonly tag: string
  readonly dockerfile: string
  /** Folder sent to the builder; with `generatedContext` a folder that packaging makes. */
  readonly context: string
  /** The context is made by packaging: the extension collection, which holds the packaged charts. */
  readonly generatedContext: boolean
  /** Never pushed under its own name: only a base of other images. */
  readonly localOnly: boolean
  /** `LABEL BUILD_IGNORE` asks to leave it out. */
  readonly buildIgnore: boolean
  readonly version: string
  /** Images of the checkout that it is built from, in order of first use. */
  readonly bases: readonly string[]
  /** Images from elsewhere that it is built from, with the defaults of ARGs put in. */
  readonly externalBases: readonly string[]
  /** ARGs of the Dockerfile and their defaults; null without one. */
  readonly args: Readonly<Record<string, string | null>>
  /** Length of the longest chain of bases below it: 0 when it is built from external images alone. */
  readonly level: number
  /** To be built: the platform needs it, or the caller named it. */
  readonly selected: boolean
  /** Charts that run it. */
  readonly usedBy: readonly string[]
  /**
   * SHA-256 (64 hexadecimal digits) of all that decides the image: Dockerfile, context as
   * .dockerignore leaves it, digests of its bases, references of external ones, build arguments.
   * Absent when digests were not asked for, or cannot be had yet (a context that is not made yet).
   */
  readonly digest?: string
}

/** What a Helm chart is to Kaapana. */
export const KaapanaChartType = {
  Platform: 'platform',
  ExtensionCollection: 'extension-collection',
  Workflow: 'kaapanaworkflow',
  WorkflowV2: 'kaapanaworkflow-v2',
  Application: 'kaapanaapplication',
  Library: 'library',
  Other: 'other',
} as const
export type KaapanaChartType = (typeof KaapanaChartType)[keyof typeof KaapanaChartType]

/** A Helm chart of the checkout. */
export interface KaapanaChart {
  readonly name: string
  /** Folder of its Chart.yaml, relative to the checkout. */
  readonly path: string
  readonly version: string
  readonly type: KaapanaChartType
  /** Names of the charts that are packaged inside it, in the order of its files. */
  readonly dependencies: readonly string[]
  /** Extension collections that the platform chart delivers. */
  readonly collections: readonly string[]
  /** Extensions that the platform chart installs at its start, in this order. */
  readonly preinstall: readonly string[]
  /** Images of the checkout that it runs, by name, sorted. */
  readonly containers: readonly string[]
  /** Part of the platform, or named by the caller. */
  readonly selected: boolean
}

/** An image from another registry that images are built from. */
export interface ExternalBase {
  /** As in the Dockerfiles, with the defaults of ARGs put in. */
  readonly reference: string
  /** Host of its registry; `docker.io` where the reference names none. */
  readonly registry: string
  /** Names no digest, so that it may become another image at any time. */
  readonly floating: boolean
  /** Selected images that are built from it directly. */
  readonly images: readonly string[]
}

/** All that is known of a checkout before anything is built. */
export interface KaapanaPlan {
  /** Of the platform, from `git describe`: the tag of all images and charts. */
  readonly version: string
  /** Absolute path of the checkout. */
  readonly source: string
  /** Registry and prefix, e.g. `123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana`. */
  readonly registry: string
  /** The chart that everything selected belongs to, e.g. `kaapana-admin-chart`. */
  readonly platformChart: string
  /** All that were discovered and not ignored, by name. */
  readonly containers: readonly KaapanaContainer[]
  /** All that were discovered and not ignored, by name. */
  readonly charts: readonly KaapanaChart[]
  /** Names of the selected images by level: those of one level can be built at the same time. */
  readonly levels: readonly (readonly string[])[]
  /** Names of images that are not selected. */
  readonly unused: readonly string[]
  /** Dockerfiles left out by a pattern. */
  readonly ignored: readonly string[]
  /** Folders of charts left out by a pattern. */
  readonly ignoredCharts: readonly string[]
  /** External bases of the selected images, by reference. */
  readonly externalBases: readonly ExternalBase[]
  /** Repositories that the selected images and the platform's chart are pushed to, without prefix. */
  readonly repositories: readonly string[]
  readonly issues: readonly Issue[]
}

/** What to plan. */
export interface KaapanaPlanOptions {
  /** Folder of the checkout; a git repository with its tags. */
  readonly source: string
  /**
   * Registry and prefix that the images are pushed to, without scheme and trailing slash.
   * @default "registry.example/kaapana"
   */
  readonly registry?: string
  /**
   * Chart whose closure is the platform.
   * @default "kaapana-admin-chart"
   */
  readonly platformChart?: string
  /**
   * Patterns of paths, relative to the checkout, that are left out: with `*`, `?` or `[` a glob in
   * which `*` crosses `/` (as Python's fnmatch), otherwise text that the path contains.
   * @default those of the checkout's own version of the build tool
   */
  readonly ignore?: readonly string[]
  /**
   * Further folders with extensions, each with a version of its own.
   * @default none
   */
  readonly externalSources?: readonly string[]
  /**
   * Version as `<release>-latest` in place of the commit's.
   * @default false
   */
  readonly latest?: boolean
  /**
   * Compute content digests.
   * @default false
   */
  readonly digests?: boolean
  /**
   * Folder that packaging wrote, for the digest of the extension collection's image.
   * @default none: that image has no digest
   */
  readonly packaged?: string
  /**
   * Build arguments given to every image that declares them, e.g. `{ http_proxy: … }`.
   * @default none
   */
  readonly buildArgs?: Readonly<Record<string, string>>
  /**
   * Select these images with the bases they need, in place of the platform's.
   * @default the platform's
   */
  readonly images?: readonly string[]
  /**
   * Select what these charts and all below them run, in place of the platform's.
   * @default the platform's
   */
  readonly charts?: readonly string[]
  /** Called with how far it is, from 0 to 1, and what is being done. */
  readonly onProgress?: (fraction: number, stage: string) => void
}
