/**
 * What a hook tells the agent, before it is put into the agent's words.
 *
 * `refuse` stops what the event is about; `neutral` leaves the agent's own flow as it is.
 */
export type HookReply =
  | { readonly kind: 'permit'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly reason: string }
  | {
      readonly kind: 'neutral';
      /** Shown to the user. */
      readonly notice?: string;
      /** Told to the model when a session starts. */
      readonly context?: string;
    };

/** Changes nothing. */
export const NEUTRAL: HookReply = { kind: 'neutral' };

/**
 * The answer to the command hook's shell: a line with the exit code and the stream, the text, and a line `end` that shows
 * the answer came whole. Exit code 2 blocks, with the text as the reason; an empty text prints nothing.
 */
export function shellAnswer(stream: 'stdout' | 'stderr', text: string): string {
  return `${stream === 'stderr' ? '2 stderr' : '0 stdout'}\n${text}\nend\n`;
}
