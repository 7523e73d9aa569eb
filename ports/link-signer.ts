/** What a link for an answer is bound to: change any of it and the link is void. */
export type AnswerLinkClaims = {
  /** The delivery whose message holds the link; one link of it answers once. */
  readonly delivery: string;
  /** Id of the approval request. */
  readonly request: string;
  /** The channel's name in the configuration. */
  readonly channel: string;
  /** The account: the mailbox that the message went to. */
  readonly to: string;
  /** Of the document that the message shows. */
  readonly fingerprint: string;
  /** Milliseconds since 1970; from then on the link is void. */
  readonly expiresAtMs: number;
};

/** Most characters of a token. */
export const MAX_LINK_TOKEN_LENGTH = 1_024;

/**
 * Seals what a link is bound to into a token that only this gateway can make and read.
 *
 * A token is letters, digits, `-` and `_`. Whoever holds one can use it and learns nothing from it: neither a mailbox nor a request
 * stands in an address that servers on the way write down. The same for forms, so that only a page of this gateway's is sent back.
 */
export interface LinkSigner {
  seal(claims: AnswerLinkClaims): string;
  /** What a token says; null for whatever this gateway did not seal. Takes the same time wherever the mistake is. */
  open(token: string): AnswerLinkClaims | null;
  /** The token of a form: bound to the link that it answers and to the browser that it was shown in. */
  sealForm(form: { readonly token: string; readonly browser: string }): string;
  isForm(formToken: string, form: { readonly token: string; readonly browser: string }): boolean;
}
