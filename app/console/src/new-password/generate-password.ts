/** Without letters that are taken for each other: 0 O, 1 l I. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GROUPS = 4
const GROUP_LENGTH = 5

/** A byte below this gives every letter the same chance. */
const FAIR = 256 - (256 % ALPHABET.length)

/** A password of four groups of five letters: 116 random bits, from the browser's generator. */
export function generatePassword(): string {
  const letters: string[] = []
  while (letters.length < GROUPS * GROUP_LENGTH)
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < FAIR) letters.push(ALPHABET.charAt(byte % ALPHABET.length))
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  ).join('-')
}
