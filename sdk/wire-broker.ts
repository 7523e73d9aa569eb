import type { WireActPlace } from './wire-act.ts';

/** `POST /v1/brokers/git-push`: pushes the commit that a branch of the workspace stands at. */
export type WireGitPushRequest = WireActPlace & {
  readonly secret: string;
  readonly remote: string;
  readonly branch: string;
  /** Left out: `x-access-token`. */
  readonly username?: string;
};

/** `POST /v1/brokers/npm-publish`: publishes a package that `npm pack` made. */
export type WireNpmPublishRequest = WireActPlace & {
  readonly secret: string;
  /** A path below the workspace. */
  readonly tarball: string;
  readonly registry: string;
  /** Left out: `latest`. */
  readonly tag?: string;
  /** Left out: `restricted`. */
  readonly access?: 'public' | 'restricted';
};

/** `POST /v1/brokers/http-request`: `{{secret}}` stands for the secret. */
export type WireHttpBrokerRequest = WireActPlace & {
  readonly secret: string;
  readonly method: WireBrokerMethod;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
};

export type WireBrokerMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** `POST /v1/brokers/aws-request`: signed with the secret, which is `ID:SECRET` or `ID:SECRET:SESSION_TOKEN`. */
export type WireAwsBrokerRequest = WireHttpBrokerRequest & { readonly region: string; readonly service: string };
