/** Where in a request a sentinel stands. `name`: of the header or the query parameter, lower case; empty for a body. */
export type SecretPlace = {
  /** Canonical host name, lower case, without a port. */
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly place: 'header' | 'query' | 'body';
  readonly name: string;
  /** The whole value there. A header of the scheme `Basic` is given decoded. */
  readonly text: string;
};

/** Takes bytes as they arrive and gives them on without any secret that was put in before; bounded in what it holds back. */
export type EchoScrubber = {
  readonly take: (chunk: Uint8Array) => Uint8Array;
  readonly end: () => Uint8Array;
};

/**
 * What puts real values in the place of sentinels for one holder (a run, a session), at the border and nowhere else.
 *
 * Programs only ever hold sentinels. A sentinel that stands where its secret may not go, or that is of another holder, refuses the
 * whole request: it is never sent on as it is.
 */
export type SecretBorder = {
  /** Tells whether a text holds anything shaped like a sentinel; cheap. */
  readonly mentions: (text: string) => boolean;
  /** The text with every sentinel replaced; recorded before it is answered. May ask a human where policy says so. */
  readonly put: (
    place: SecretPlace,
  ) => Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }>;
  /** For what comes back from a host that a secret went to; null where none did. */
  readonly scrubberFor: (host: string) => EchoScrubber | null;
};
