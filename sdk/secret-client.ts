import { type AnswerReader, get, post } from './answer-reader.ts';
import type { CallOptions } from './transport.ts';
import type {
  WireExportedSecrets,
  WireExportSecretsRequest,
  WireImportSecretsRequest,
  WireRotateSecretRequest,
  WireSecret,
  WireSetSecretRequest,
} from './wire-secret.ts';

/** The part of a client that is about secrets. It needs the operator's token; no answer ever holds a value. */
export class SecretClient {
  private readonly read: AnswerReader;

  constructor(read: AnswerReader) {
    this.read = read;
  }

  /** Every secret, revoked ones too, oldest first. */
  async list(options: CallOptions = {}): Promise<readonly WireSecret[]> {
    const answer = await this.read<{ secrets: WireSecret[] }>('secrets', { ...get('/v1/secrets'), ...options });
    return answer.secrets;
  }

  async show(name: string, options: CallOptions = {}): Promise<WireSecret> {
    return this.read('name,status', { ...get(`/v1/secrets/${encodeURIComponent(name)}`), ...options });
  }

  /** Keeps a secret, or changes the rule of one. */
  async set(request: WireSetSecretRequest, options: CallOptions = {}): Promise<WireSecret> {
    return this.read('name,status', { ...post('/v1/secrets', request), ...options });
  }

  /** Gives a secret a new value; the old one stays good for the overlap. */
  async rotate(name: string, request: WireRotateSecretRequest, options: CallOptions = {}): Promise<WireSecret> {
    return this.read('name,status', {
      ...post(`/v1/secrets/${encodeURIComponent(name)}/rotate`, request),
      ...options,
    });
  }

  /** Makes a secret useless at once. */
  async revoke(name: string, options: CallOptions = {}): Promise<WireSecret> {
    return this.read('name,status', { ...post(`/v1/secrets/${encodeURIComponent(name)}/revoke`, {}), ...options });
  }

  /** Everything that is in force, as an age file for whom the request names. */
  async export(request: WireExportSecretsRequest, options: CallOptions = {}): Promise<WireExportedSecrets> {
    return this.read('file,count', { ...post('/v1/secrets/export', request), ...options });
  }

  /** Takes in the secrets of such a file, all or none. */
  async import(request: WireImportSecretsRequest, options: CallOptions = {}): Promise<readonly WireSecret[]> {
    const answer = await this.read<{ secrets: WireSecret[] }>('secrets', {
      ...post('/v1/secrets/import', request),
      ...options,
    });
    return answer.secrets;
  }
}
