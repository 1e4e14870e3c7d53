/** What a phantom may be of. */
export const PHANTOM_MODALITIES = ['ct', 'mr'] as const
/** Modality of a phantom: `ct`, a thorax, or `mr`, a head. */
export type PhantomModality = (typeof PHANTOM_MODALITIES)[number]
