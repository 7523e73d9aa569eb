import type { ParseShell } from '../effect/shell/syntax.ts';

/** A parser that understands nothing, for tests in which shell text is only something opaque. */
export const unparsedShell: ParseShell = (text) => ({
  statements: [],
  problem: { kind: 'malformed', at: { start: 0, end: text.length } },
});
