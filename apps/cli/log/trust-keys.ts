import { existsSync, readFileSync } from 'node:fs';
import { parseCheckpoint } from '../../../core/audit/checkpoint.ts';
import { divideNote } from '../../../core/audit/signed-note.ts';
import type { TrustPolicy } from '../../../core/audit/trust-checkpoint.ts';
import { parseVerifierKey, type VerifierKey } from '../../../core/audit/verifier-key.ts';
import { CliError } from '../cli-error.ts';
import { sha256 } from './crypto.ts';

/** Which keys a verifier believes, and where they came from. */
export type TrustedKeys = {
  readonly logKeys: readonly VerifierKey[];
  readonly witnessKeys: readonly VerifierKey[];
  readonly witnessQuorum: number;
  /** True when the log's keys came from the same directory as the log itself, which whoever can rewrite the one can rewrite too. */
  readonly isSelfDeclared: boolean;
};

/** What the command line said about keys. A key is a vkey (`name+id+base64`) or a file that holds one a line. */
export type KeyOptions = {
  readonly vkeys: readonly string[];
  readonly witnessKeys: readonly string[];
  readonly witnessQuorum: number | null;
  /** Used when no `--vkey` was given. */
  readonly defaultFile: string;
};

/** Reads the keys to trust. Raises a usage error for one that cannot be read: a key is never dropped silently. */
export function readTrustedKeys({ vkeys, witnessKeys, witnessQuorum, defaultFile }: KeyOptions): TrustedKeys {
  const isSelfDeclared = vkeys.length === 0;
  if (isSelfDeclared && !existsSync(defaultFile)) {
    throw new CliError('usage', `read the log's keys: no file ${defaultFile}, want the keys of the log`, {
      remedies: ['Name one with `--vkey`: the text of a verifier key, or a file with one a line.'],
    });
  }
  const logKeys = (isSelfDeclared ? [defaultFile] : vkeys).flatMap(readKeys);
  const witnesses = witnessKeys.flatMap(readKeys);
  const quorum = witnessQuorum ?? (witnesses.length > 0 ? 1 : 0);
  if (quorum > witnesses.length) {
    const found = `${witnesses.length} witness keys for a quorum of ${quorum}`;
    throw new CliError('usage', `read the witnesses' keys: ${found}, want at least as many keys`);
  }
  return { logKeys, witnessKeys: witnesses, witnessQuorum: quorum, isSelfDeclared };
}

/** The policy under which a signed note of this log is believed. The log's name must be the name of one of its trusted keys. */
export function trustPolicyFor(note: string, keys: TrustedKeys): TrustPolicy {
  const { logKeys, witnessKeys, witnessQuorum } = keys;
  const divided = divideNote(note);
  const checkpoint = divided.ok ? parseCheckpoint(divided.value.text) : null;
  const stated = checkpoint?.ok === true ? checkpoint.value.origin : null;
  const origin = logKeys.find((key) => key.name === stated)?.name ?? logKeys[0]?.name ?? '';
  return { origin, logKeys, witnessKeys, witnessQuorum };
}

function readKeys(given: string): readonly VerifierKey[] {
  const isFile = existsSync(given);
  const lines = isFile ? readFileSync(given, 'utf8').split('\n') : [given];
  const texts = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (texts.length === 0) throw new CliError('usage', `read ${given}: no verifier key in it, want one a line`);
  return texts.map((text) => {
    const key = parseVerifierKey(text, sha256);
    if (key.ok) return key.value;
    const where = isFile ? given : JSON.stringify(given.slice(0, 80));
    throw new CliError('usage', `read the key ${where}: ${key.failure}`);
  });
}
