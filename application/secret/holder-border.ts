import { createKnownSecrets } from '../../core/secret/known/known-secrets.ts';
import { replaceSentinels, sentinelsOf } from '../../core/secret/replace-sentinels.ts';
import { mentionsSentinel } from '../../core/secret/sentinel.ts';
import { spellingAt, writeSecret } from '../../core/secret/write-secret.ts';
import type { EchoScrubber, SecretBorder, SecretPlace } from './secret-border.ts';
import type { SecretHolder } from './secret-desk.ts';
import type { SecretVault, UsableValue } from './secret-vault.ts';
import type { UseDesk } from './use-desk.ts';

const MOST_IN_ONE_TEXT = 16;

type BorderParts = {
  readonly holder: SecretHolder;
  /** Emptied when the holder is closed. */
  readonly bySentinel: ReadonlyMap<string, { readonly secret: string; readonly version: number | null }>;
  readonly vault: SecretVault;
  readonly uses: UseDesk;
};

/**
 * Puts the secrets of one holder where their sentinels stand.
 *
 * A use is durable in the log before its text is answered, and a revocation that came in between withholds it. What a secret was
 * once sent to is scrubbed of it for as long as the holder is open.
 */
export class HolderBorder implements SecretBorder {
  private readonly parts: BorderParts;
  /** What went to each host, for what comes back: values by sentinel. */
  private readonly sent = new Map<string, Map<string, string>>();

  constructor(parts: BorderParts) {
    this.parts = parts;
  }

  readonly mentions = mentionsSentinel;

  readonly put: SecretBorder['put'] = async (place) => {
    const found = sentinelsOf(place.text);
    if (!found.ok) return this.refuse(place, { secret: null, reason: found.reason });
    if (found.sentinels.length === 0) return { ok: true, text: place.text };
    if (found.sentinels.length > MOST_IN_ONE_TEXT)
      return this.refuse(place, {
        secret: null,
        reason: `${found.sentinels.length} sentinels, want at most ${MOST_IN_ONE_TEXT}`,
      });
    const values = new Map<string, UsableValue>();
    for (const sentinel of found.sentinels) {
      const known = this.parts.bySentinel.get(sentinel);
      if (known === undefined)
        return this.refuse(place, {
          secret: null,
          reason: 'a sentinel that is not of this run, or of one that has ended',
        });
      const judged = await this.parts.uses.judge(this.parts.holder, { ...known, place });
      if (!judged.ok) return this.refuse(place, { secret: known.secret, reason: judged.reason });
      values.set(sentinel, judged.value);
    }
    return this.write(place, values);
  };

  readonly scrubberFor = (host: string): EchoScrubber | null => {
    const values = this.sent.get(host.toLowerCase());
    if (values === undefined) return null;
    return createKnownSecrets([...values].map(([value, replacement]) => ({ value, replacement }))).openStream();
  };

  private async write(place: SecretPlace, values: ReadonlyMap<string, UsableValue>): ReturnType<SecretBorder['put']> {
    const spelling = spellingAt(place.place, place.mediaType ?? '');
    const written = new Map<string, string>();
    for (const [sentinel, { secret, value }] of values) {
      const text = writeSecret(value, spelling);
      if (text === null)
        return this.refuse(place, { secret, reason: 'its value holds control characters, which no header may' });
      written.set(sentinel, text);
    }
    await this.parts.uses.record(this.parts.holder, { place, values: [...values.values()] });
    const gone = [...values].find(([sentinel, used]) => !this.isStillGood(sentinel, used));
    if (gone !== undefined)
      return this.refuse(place, { secret: gone[1].secret, reason: 'it was revoked or replaced meanwhile' });
    this.remember(place.host, values);
    const text = replaceSentinels(place.text, {
      inText: (sentinel) => written.get(sentinel) as string,
      inBase64: (sentinel, within) => writeSecret((values.get(sentinel) as UsableValue).value, within) as string,
    });
    return { ok: true, text };
  }

  private isStillGood(sentinel: string, { secret, version }: UsableValue): boolean {
    return this.parts.bySentinel.has(sentinel) && this.parts.vault.valueOf(secret, version)?.version === version;
  }

  private remember(host: string, values: ReadonlyMap<string, UsableValue>): void {
    const name = host.toLowerCase();
    const sent = this.sent.get(name) ?? new Map<string, string>();
    for (const [sentinel, { value }] of values) sent.set(value, sentinel);
    this.sent.set(name, sent);
  }

  private async refuse(
    place: SecretPlace,
    why: { readonly secret: string | null; readonly reason: string },
  ): Promise<{ readonly ok: false; readonly reason: string }> {
    await this.parts.uses.recordRefusal(this.parts.holder, { place, ...why });
    const what = why.secret === null ? 'put a secret in' : `put secret ${why.secret} in`;
    return { ok: false, reason: `${what}: ${why.reason}` };
  }
}
