/** A machine that builds images, in a cluster or on an instance. */
export * from './image-builder.ts'
/** Its arguments and closed sets. */
export * from './image-builder-args.ts'
