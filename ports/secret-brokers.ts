/** A request that the gateway makes itself. Headers by lower-case name. */
export type BrokerRequest = {
  readonly method: string;
  /** `https:`, or `http:` on this machine. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** What came back; the body as text, at most as long as was asked for. */
export type BrokerAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isCut: boolean;
};

/** A value, or why there is none: the action that failed, what was found, what was wanted. */
export type BrokerResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly failure: string;
      /** What was answered, said after the failure; secrets are taken out before it is cut to a length that can be shown. */
      readonly answered?: string;
    };

/** Makes one request: follows no redirect, asks for no compression, reaches no address of a cloud's metadata. */
export interface RequestSender {
  send(
    request: BrokerRequest,
    limits: { readonly timeoutMs: number; readonly answerBytes: number },
  ): Promise<BrokerResult<BrokerAnswer>>;
}

/** The keys of an AWS account; the session token null for long-lived ones. */
export type AwsKeys = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
};

/** Signs requests for AWS (Signature Version 4). */
export interface RequestSigner {
  /** The request with the headers that sign it, for this instant in milliseconds since 1970. */
  sign(
    request: BrokerRequest,
    terms: { readonly keys: AwsKeys; readonly region: string; readonly service: string; readonly atMs: number },
  ): Promise<BrokerRequest>;
}

/** Pushes commits, without trusting anything that stands in a repository's configuration. */
export interface GitPusher {
  /** The commit that a branch of the repository at a root stands at: 40 or 64 hexadecimal digits. */
  commitOf(root: string, branch: string): Promise<BrokerResult<string>>;
  /** Pushes a commit to a branch, never by force; answers what git said. */
  push(order: {
    readonly root: string;
    readonly commit: string;
    readonly remote: string;
    readonly branch: string;
    readonly username: string;
    readonly password: string;
  }): Promise<BrokerResult<string>>;
}

/** A package as `npm pack` made it. */
export type PackedPackage = {
  readonly name: string;
  readonly version: string;
  /** Its `package.json`, canonical JSON text. */
  readonly manifest: string;
  /** Hexadecimal. */
  readonly sha1: string;
  /** Base64. */
  readonly sha512: string;
  /** Base64 of the whole file. */
  readonly content: string;
  readonly sizeBytes: number;
};

/** Reads packed packages. */
export interface PackageReader {
  /** The package at a path below a root; links that lead out of it are refused. */
  read(root: string, path: string): Promise<BrokerResult<PackedPackage>>;
}

/** Everything the brokers need of the world. */
export type BrokerPorts = {
  readonly sender: RequestSender;
  readonly signer: RequestSigner;
  readonly git: GitPusher;
  readonly packages: PackageReader;
};
