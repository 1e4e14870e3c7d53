/** KMS keys by purpose and institution. */

/** A key of anyone's. */
export * from './key-ref.ts'
export * from './keys.ts'
