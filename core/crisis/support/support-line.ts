/** A line that people can reach. What is null it has not. */
export type SupportLine = {
  readonly name: string;
  /** Whom it is for: people in despair, young people, or people whom somebody does violence to. */
  readonly for: 'everyone' | 'young-people' | 'violence';
  readonly phone: string | null;
  /** A number to send a message to, with the word to send where there is one. */
  readonly text: string | null;
  /** Where to chat, or to read more. */
  readonly web: string;
  /** `24/7`, or when it answers, as the source says. */
  readonly hours: string;
};

/** What is known of one country. */
export type CountrySupport = {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Numbers for danger to life, the one to try first. */
  readonly emergency: readonly string[];
  readonly lines: readonly SupportLine[];
  /** Pages of those who run the lines, from which the numbers are. */
  readonly sources: readonly string[];
};

type Reach = { readonly phone?: string; readonly text?: string; readonly web: string; readonly hours?: string };

/** A line as the tables write it down. */
export function line(
  name: string,
  { phone, text, web, hours = '24/7' }: Reach,
  whom: SupportLine['for'] = 'everyone',
): SupportLine {
  return { name, for: whom, phone: phone ?? null, text: text ?? null, web, hours };
}
