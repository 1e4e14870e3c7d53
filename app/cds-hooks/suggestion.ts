import { v5 } from 'uuid'

/**
 * Id of a card's one suggestion, made from the card's: feedback can be checked without keeping
 * anything of a card.
 */
export const suggestionId = (cardId: string): string => v5('agree', cardId)
