/** Signal of a T1-weighted image, in arbitrary units. */
const SIGNAL = {
  air: 0,
  bone: 90,
  fluid: 190,
  grey: 620,
  white: 860,
  marrow: 1050,
  fat: 1400,
} as const

const inEllipse = (x: number, y: number, [a, b]: readonly [number, number]): boolean =>
  (x / a) ** 2 + (y / b) ** 2 <= 1

/**
 * Signal of a head at a point: `x` to the patient's left and `y` to the back, in mm from the middle;
 * `depth` from 0 at the eyes to 1 near the top. Drawn of ellipses: scalp, skull, both hemispheres with
 * their folds, the ventricles.
 */
export function headAt(x: number, y: number, depth: number): number {
  const size = Math.sqrt(1 - (0.75 * depth) ** 2)
  const [u, v] = [x / size, y / size]
  if (!inEllipse(u, v, [76, 96])) return SIGNAL.air
  if (!inEllipse(u, v, [71, 91])) return SIGNAL.fat
  if (!inEllipse(u, v, [64, 84]))
    return inEllipse(u, v, [69, 89]) && !inEllipse(u, v, [66, 86]) ? SIGNAL.marrow : SIGNAL.bone
  if (depth < 0.25 && inEllipse(Math.abs(u) - 32, v + 66, [14, 14])) return SIGNAL.fluid
  return brain(u, v, depth)
}

function brain(u: number, v: number, depth: number): number {
  const middle = Math.abs(u)
  if (!inEllipse(u, v, [61, 81]) || (middle < 1.6 && Math.abs(v) > 26)) return SIGNAL.fluid
  const open = Math.max(0, 1 - Math.abs(depth - 0.5) * 2.6)
  if (inEllipse(middle - 9 - 0.12 * Math.abs(v), v - 4, [6.5 * open, 30 * open]))
    return SIGNAL.fluid
  if (inEllipse(middle - 24, v + 2, [8, 17]) && depth < 0.6) return SIGNAL.grey
  const fold = 4.5 * Math.sin(13 * Math.atan2(v, middle) + 9 * depth)
  if (inEllipse(middle - 4, v, [50 + fold, 70 + fold])) return SIGNAL.white
  return SIGNAL.grey
}
