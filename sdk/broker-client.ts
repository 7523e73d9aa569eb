import { type AnswerReader, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type { WireActPlace, WireActResponse } from './wire-act.ts';
import type {
  WireAwsBrokerRequest,
  WireGitPushRequest,
  WireHttpBrokerRequest,
  WireNpmPublishRequest,
} from './wire-broker.ts';

/**
 * The part of a client that has the gateway use a secret of its vault. The answer says what came of it and never holds the secret;
 * only `is_done` says that it was done.
 */
export class BrokerClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Pushes a branch of the workspace. */
  async pushGit(request: WireGitPushRequest, options: CallOptions = {}): Promise<WireActResponse> {
    return this.call('git-push', request, options);
  }

  /** Publishes a packed package. */
  async publishNpm(request: WireNpmPublishRequest, options: CallOptions = {}): Promise<WireActResponse> {
    return this.call('npm-publish', request, options);
  }

  /** Makes a request with the secret in it. */
  async requestHttp(request: WireHttpBrokerRequest, options: CallOptions = {}): Promise<WireActResponse> {
    return this.call('http-request', request, options);
  }

  /** Makes a request that is signed for AWS. */
  async requestAws(request: WireAwsBrokerRequest, options: CallOptions = {}): Promise<WireActResponse> {
    return this.call('aws-request', request, options);
  }

  private call(broker: string, request: WireActPlace, options: CallOptions): Promise<WireActResponse> {
    const call = { ...post(`/v1/brokers/${broker}`, request), waitMs: request.wait_ms ?? 0 };
    return this.read('verdict,is_done,text', { ...call, ...options });
  }
}
