import { createKnownSecrets, type KnownSecrets } from '../../core/secret/known/known-secrets.ts';
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
 * A use is durable in the log before its text is answered, and a revocation that came in between withholds it. Whatever comes back
 * from any host is scrubbed of every value that the holder's sentinels stand or stood for, put or not, and after it was closed too.
 */
export class HolderBorder implements SecretBorder {
  private readonly parts: BorderParts;
  /** The secret of each sentinel; kept when the holder is closed, since answers may still come. */
  private readonly held: readonly { readonly sentinel: string; readonly secret: string }[];
  private known: { readonly revision: number; readonly secrets: KnownSecrets } | null = null;

  constructor(parts: BorderParts) {
    this.parts = parts;
    this.held = [...parts.bySentinel].map(([sentinel, { secret }]) => ({ sentinel, secret }));
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

  readonly scrubberFor = (): EchoScrubber | null => (this.held.length === 0 ? null : this.knownSecrets().openStream());

  /** Made again only when the vault came to know another value: a rotated secret may come back under both. */
  private knownSecrets(): KnownSecrets {
    const { vault } = this.parts;
    const revision = vault.valuesRevision;
    if (this.known?.revision === revision) return this.known.secrets;
    const values = this.held.flatMap(({ sentinel, secret }) =>
      vault.everyValueOf(secret).map((value) => ({ value, replacement: sentinel })),
    );
    const secrets = createKnownSecrets(values);
    this.known = { revision, secrets };
    return secrets;
  }

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
    const text = replaceSentinels(place.text, {
      inText: (sentinel) => written.get(sentinel) as string,
      inBase64: (sentinel, within) => writeSecret((values.get(sentinel) as UsableValue).value, within) as string,
    });
    return { ok: true, text };
  }

  private isStillGood(sentinel: string, { secret, version }: UsableValue): boolean {
    return this.parts.bySentinel.has(sentinel) && this.parts.vault.valueOf(secret, version)?.version === version;
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
