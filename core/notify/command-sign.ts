/** What a command that people type begins with. */
export const COMMAND_SIGNS = ['/', '!'] as const;
export type CommandSign = (typeof COMMAND_SIGNS)[number];

/** The gateway's own words about commands, which are written with slashes, as they are typed where commands begin with `sign`. */
export function inSigns(words: string, sign: CommandSign): string {
  return words.replaceAll('/', sign);
}
