/** Attenuation in Hounsfield units. */
const HU = {
  air: -1000,
  lung: -830,
  table: -650,
  fat: -95,
  fluid: 15,
  muscle: 50,
  blood: 160,
  marrow: 260,
  bone: 750,
} as const

const inEllipse = (x: number, y: number, [a, b]: readonly [number, number]): boolean =>
  (x / a) ** 2 + (y / b) ** 2 <= 1

const inDisc = (x: number, y: number, radius: number): boolean => x * x + y * y <= radius * radius

/**
 * Attenuation of a thorax at a point: `x` to the patient's left and `y` to the back, in mm from the
 * middle of the body; `depth` from 0 at the apex of the lungs to 1 at their base. Drawn of ellipses,
 * so that a person sees lungs, heart, aorta, spine and ribs, and nobody takes it for somebody.
 */
export function thoraxAt(x: number, y: number, depth: number): number {
  if (!inEllipse(x, y, [172, 118])) return onTable(x, y) ? HU.table : HU.air
  if (!inEllipse(x, y, [160, 106])) return HU.fat
  return bones(x, y, depth) ?? organs(x, y, depth)
}

const onTable = (x: number, y: number): boolean => Math.abs(x) < 210 && y > 126 && y < 132

function bones(x: number, y: number, depth: number): number | undefined {
  if (inDisc(x, y - 86, 9)) return HU.fluid
  if (inEllipse(x, y - 62, [23, 18])) return inEllipse(x, y - 62, [19, 14]) ? HU.marrow : HU.bone
  if (inEllipse(x, y - 88, [16, 14]) || inEllipse(x, y - 98, [44, 4])) return HU.bone
  if (inEllipse(x, y + 97, [20, 6])) return HU.marrow
  if (inEllipse(x, y, [150, 96]) || !inEllipse(x, y, [157, 103])) return undefined
  // Ribs slope: the places where a slice cuts them move from slice to slice.
  return Math.sin(9 * Math.atan2(y, Math.abs(x)) + 14 * depth) > 0.35 ? HU.bone : undefined
}

function organs(x: number, y: number, depth: number): number {
  if (inDisc(x - 24, y - 38, 12)) return HU.blood
  if (inDisc(x, y + 2, 8) && depth < 0.45) return HU.air
  const heart = Math.max(0, Math.sin(Math.PI * (depth - 0.25))) * 1.05
  if (depth > 0.3 && inEllipse(x - 26, y + 36, [58 * heart, 44 * heart]))
    return inEllipse(x - 34, y + 34, [26 * heart, 20 * heart]) ? HU.blood : HU.muscle
  const size = 0.55 + 0.45 * Math.sin((Math.PI * (depth + 0.15)) / 1.3)
  if (!inEllipse(Math.abs(x) - 84, y - 2, [56 * size, 84 * size])) return HU.muscle
  return vessel(x, y, depth) ? HU.muscle : HU.lung
}

/** Vessels of the lungs: thin, and leaning outwards with depth. */
function vessel(x: number, y: number, depth: number): boolean {
  const across = Math.sin((Math.abs(x) - 20 * depth) / 6.5) * Math.sin((y + 24 * depth) / 8)
  return across > 0.93
}
