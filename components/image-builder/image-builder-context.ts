import type * as pulumi from '@pulumi/pulumi'
import type { ImageBuilderArgs } from './image-builder-args.ts'
import type { ImageBuilderPlan } from './image-builder-plan.ts'

/** A builder that is being made. */
export interface BuilderContext {
  readonly name: string
  readonly args: ImageBuilderArgs
  readonly plan: ImageBuilderPlan
  readonly parent: pulumi.Resource
}

/** How a builder runs on Kubernetes, decided. */
export type KubernetesPlan = NonNullable<ImageBuilderPlan['kubernetes']>

/** How a builder runs on an instance, decided. */
export type InstancePlan = ImageBuilderPlan['instance']
