/** What may be done with a secret. Hosts are `api.example.com`, `*.example.com` or with `:port`; places `header:NAME`, `query:NAME`, `path`, `body`. */
export type WireSecretRule = {
  readonly hosts: readonly string[];
  readonly places: readonly string[];
  readonly methods: readonly string[];
  /** A principal, or the start of one and `*`. */
  readonly principals: readonly string[];
  readonly brokers: readonly WireBrokerKind[];
  readonly approval: WireSecretApproval;
  /** The variable that programs find the sentinel under. */
  readonly environment: string | null;
  readonly expires_at_ms: number | null;
  readonly rotate_every_ms: number | null;
};

export type WireBrokerKind = 'git-push' | 'npm-publish' | 'aws-request' | 'http-request';
export type WireSecretApproval = 'never' | 'once' | 'each';

/** A secret without its values, as `/v1/secrets` lists it. */
export type WireSecret = WireSecretRule & {
  readonly name: string;
  readonly status: 'active' | 'due' | 'expired' | 'revoked';
  readonly version: number;
  /** Older versions that are still good. */
  readonly overlapping: readonly { readonly number: number; readonly ends_at_ms: number }[];
  readonly rotate_at_ms: number | null;
  readonly created_at_ms: number;
  readonly changed_at_ms: number;
  readonly revoked_at_ms: number | null;
};

/** `POST /v1/secrets`. What is left out of the rule has its default; without a value the rule of a known secret changes. */
export type WireSetSecretRequest = Partial<WireSecretRule> & { readonly name: string; readonly value?: string | null };

/** `POST /v1/secrets/{name}/rotate`. */
export type WireRotateSecretRequest = { readonly value: string; readonly overlap_ms?: number };

/** `POST /v1/secrets/export`: for a recipient of age, or a passphrase. */
export type WireExportSecretsRequest = {
  readonly recipient?: string;
  readonly passphrase?: string;
  readonly names?: readonly string[];
};

/** The armoured age file, and how many secrets it holds. */
export type WireExportedSecrets = { readonly file: string; readonly count: number };

/** `POST /v1/secrets/import`: the file, and the identity or passphrase that opens it. */
export type WireImportSecretsRequest = {
  readonly file: string;
  readonly identity?: string;
  readonly passphrase?: string;
};
