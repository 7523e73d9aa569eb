/**
 * One thing that a prompt says, under a heading of the gateway's own.
 *
 * `quoted` marks lines whose words come from the agent, a file or the net: a channel shows them so that they can never pass for
 * the gateway's (a gutter, a quotation). Every line is already visible text: nothing in it is invisible, changes the direction of
 * writing, or breaks the line.
 */
export type PromptSection = {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly quoted: boolean;
};

/**
 * What a person is shown of a request, whole: the same on every channel, which may lay it out but leaves nothing out.
 *
 * A channel that cannot show all of it cannot approve it.
 */
export type PromptDocument = {
  /** One line: who wants what, and how grave it is. */
  readonly title: string;
  /** In the order in which they are shown. */
  readonly sections: readonly PromptSection[];
  /** First 16 hexadecimal digits of the SHA-256 of title and sections, shown at the end and bound to what was delivered. */
  readonly fingerprint: string;
};
