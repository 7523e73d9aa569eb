import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { type SandboxChange, type SandboxChanges, SandboxError } from '../../ports/sandbox.ts';
import type { GuestChannel } from './guest-channel.ts';
import { decodeValues, type Frame } from './guest-frames.ts';

const MAX_CHANGES = 50_000;
const MAX_PATH_BYTES = 4_096;
const MAX_FILE_BYTES = 50 * 1024 * 1024;
/** Of the guest's answer to a question. */
const TIMEOUT_MS = 120_000;

type Question = { readonly take: (frame: Frame) => void; readonly fail: (error: Error) => void };

/**
 * Asks a guest what was changed. What it answers is only a proposal of its own folder: paths that lead out of it are refused, and
 * what was there before is looked up outside.
 */
export class GuestChanges {
  readonly #channel: GuestChannel;
  readonly #folder: string;
  readonly #questions = new Map<number, Question>();
  #last = 0;

  constructor({ channel, folder }: { readonly channel: GuestChannel; readonly folder: string }) {
    this.#channel = channel;
    this.#folder = folder;
    channel.listen(['c', 'g', 'e', 'n'], (frame) => this.#questions.get(frame.number)?.take(frame));
    void channel.closed.then(() => {
      for (const { fail } of this.#questions.values())
        fail(new SandboxError('sandbox.failed', 'ask the microVM: it is gone'));
    });
  }

  async list(around: <T>(question: () => Promise<T>) => Promise<T>): Promise<SandboxChanges> {
    const found = new Map<string, SandboxChange>();
    const onFrame = ({ body }: Frame): void => {
      const change = changeOf(body, this.#folder);
      if (change !== null) found.set(change.path, change);
      if (found.size > MAX_CHANGES)
        throw new SandboxError('sandbox.too-large', `list changes: found more than ${MAX_CHANGES} paths, want fewer`);
    };
    await around(() => this.#ask({ kind: 'C', body: new Uint8Array(), onFrame }));
    const changes = [...found.values()].sort((one, other) =>
      Buffer.compare(Buffer.from(one.path), Buffer.from(other.path)),
    );
    return { changes, read: (path) => around(() => this.#read(path)) };
  }

  async #read(path: string): Promise<Uint8Array> {
    if (!isInside(path))
      throw new SandboxError(
        'sandbox.failed',
        `read a change: found ${JSON.stringify(path)}, want a path below the folder`,
      );
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    const onFrame = ({ body }: Frame): void => {
      sizeBytes += body.length;
      if (sizeBytes > MAX_FILE_BYTES)
        throw new SandboxError(
          'sandbox.too-large',
          `read ${path}: found more than ${MAX_FILE_BYTES} bytes, want fewer`,
        );
      pieces.push(Buffer.from(body));
    };
    await this.#ask({ kind: 'G', body: Buffer.from(path), onFrame });
    return new Uint8Array(Buffer.concat(pieces));
  }

  #ask({
    kind,
    body,
    onFrame,
  }: {
    readonly kind: string;
    readonly body: Uint8Array;
    readonly onFrame: (frame: Frame) => void;
  }): Promise<void> {
    if (!this.#channel.isOpen) return Promise.reject(new SandboxError('sandbox.failed', 'ask the microVM: it is gone'));
    this.#last += 1;
    const number = this.#last;
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => fail(new SandboxError('sandbox.failed', `ask the microVM: no answer in ${TIMEOUT_MS} ms`)),
        TIMEOUT_MS,
      );
      const settle = (): void => {
        clearTimeout(timer);
        this.#questions.delete(number);
      };
      const fail = (error: Error): void => {
        settle();
        reject(error);
      };
      const take = (frame: Frame): void => {
        if (frame.kind === 'e') {
          settle();
          resolve();
        } else if (frame.kind === 'n') fail(refusal(frame.body.toString('utf8')));
        else attempt(() => onFrame(frame), fail);
      };
      this.#questions.set(number, { take, fail });
      this.#channel.send({ kind, number, body });
    });
  }
}

function attempt(act: () => void, fail: (error: Error) => void): void {
  try {
    act();
  } catch (error) {
    fail(error instanceof Error ? error : new Error(String(error)));
  }
}

function refusal(why: string): SandboxError {
  return new SandboxError(
    why.startsWith('too large') ? 'sandbox.too-large' : 'sandbox.failed',
    `read a change: ${why.slice(0, 300)}`,
  );
}

function changeOf(body: Buffer, folder: string): SandboxChange | null {
  const [path = '', kind = '', first = '', second = ''] = (decodeValues(body) ?? []).map((value) =>
    value.toString('utf8'),
  );
  if (!isInside(path)) return null;
  const after = afterOf(kind, { first, second });
  const before = beforeOf(join(folder, path));
  return after === null || (after.kind === 'nothing' && before === 'nothing') ? null : { path, before, after };
}

function afterOf(
  kind: string,
  { first, second }: { readonly first: string; readonly second: string },
): SandboxChange['after'] | null {
  switch (kind) {
    case 'nothing':
    case 'folder':
    case 'other':
      return { kind };
    case 'link':
      return { kind, target: first };
    case 'file': {
      const sizeBytes = Number(first);
      return Number.isSafeInteger(sizeBytes) && sizeBytes >= 0
        ? { kind, sizeBytes, isExecutable: second === '1' }
        : null;
    }
    default:
      return null;
  }
}

/** Below the folder, without any step up and without a NUL. */
function isInside(path: string): boolean {
  return (
    Buffer.byteLength(path) <= MAX_PATH_BYTES &&
    !path.includes('\0') &&
    path.split('/').every((name) => name !== '' && name !== '.' && name !== '..')
  );
}

function beforeOf(path: string): SandboxChange['before'] {
  try {
    const stats = lstatSync(path);
    if (stats.isFile()) return 'file';
    if (stats.isDirectory()) return 'folder';
    return stats.isSymbolicLink() ? 'link' : 'other';
  } catch {
    return 'nothing';
  }
}
