/** What every surface tells a model whose call was refused: that going round is pointless, and what to do instead. */
export const NO_DETOUR =
  'Effects are judged, not wording: the same effect through another tool, script or spelling is denied or asked about again.';
export const ELSE = 'Go on with what does not need it. If the task does, tell the user what you wanted to do and why.';
