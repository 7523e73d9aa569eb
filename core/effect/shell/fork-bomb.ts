import type { SimpleCommand } from './shell-command.ts';

/**
 * Tells whether a text defines a function that multiplies itself: its body calls it twice in one pipeline, or twice with
 * one call in the background. Ordinary recursion, which waits for each call, is none.
 */
export function isForkBomb(commands: readonly SimpleCommand[]): boolean {
  const callsOf = new Map<string, SimpleCommand[]>();
  for (const command of commands) {
    const { within } = command;
    if (within === null || command.words[0]?.text !== within) continue;
    const calls = callsOf.get(within) ?? [];
    calls.push(command);
    callsOf.set(within, calls);
  }
  return [...callsOf.values()].some((calls) => {
    const pipelines = new Set(calls.map(({ pipeline }) => pipeline));
    return calls.length > 1 && (pipelines.size < calls.length || calls.some(({ isBackground }) => isBackground));
  });
}
