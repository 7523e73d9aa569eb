/**
 * Where in a request a sentinel stands. `name`: of the header or the query parameter, lower case; empty for a path and a body.
 *
 * Headers and query parameters are given one by one, a path and a body whole.
 */
export type SecretPlace = {
  /** Canonical host name, lower case, without a port. */
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  readonly place: 'header' | 'query' | 'path' | 'body';
  readonly name: string;
  /**
   * The whole value there. A header of the scheme `Basic` is given decoded (base64 in any other text is looked into as well). A query
   * parameter is given decoded, and the answer is to be encoded again. A path is given as it is sent; the value comes encoded.
   */
  readonly text: string;
  /** Of a body: its content type, which says how the value is written into it (JSON, a form, else as it is). */
  readonly mediaType?: string;
};

/** Takes bytes as they arrive and gives them on without any secret that the holder has; bounded in what it holds back. */
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
  /**
   * For what comes back from a host, whichever it is and whether or not a secret went there: a value may come back from elsewhere,
   * from an earlier run, or before it was put. Null only where the holder has no secrets. The request must have asked for no
   * compression (`accept-encoding: identity`) and for no range, or what comes back is to be unpacked before, and a part refused.
   * Headers that come back go through one of their own.
   */
  readonly scrubberFor: (host: string) => EchoScrubber | null;
};
