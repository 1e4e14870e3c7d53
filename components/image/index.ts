/** A container image, built or taken by digest. */
export * from './image.ts'
/** An image of anyone's. */
export * from './image-ref.ts'
