import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { SandboxError, type SandboxSpec } from '../../ports/sandbox.ts';
import { GuestChannel } from './guest-channel.ts';
import { encodeValues } from './guest-frames.ts';
import type { Machine } from './machine.ts';

/** A guest whose agent answers. */
export type Guest = { readonly machine: Machine; readonly channel: GuestChannel };

/** What a guest's kernel, its agent and its page tables take, beside what programs get. */
export const KERNEL_BYTES = 160 * 1024 * 1024;

/** Waits for the agent's first word. Raises `sandbox.failed` with the last words of the machine where it does not come in time. */
export async function awaitGuest(machine: Machine, timeoutMs: number): Promise<Guest> {
  const channel = new GuestChannel(machine.channel);
  const guest = { machine, channel };
  await answerOf(guest, { kind: 'r', timeoutMs, what: 'start a microVM' });
  return guest;
}

/** A guest that was continued from a snapshot has said its first word before. */
export function continuedGuest(machine: Machine): Guest {
  return { machine, channel: new GuestChannel(machine.channel) };
}

/** Makes the place that a spec asks for; programs can be started when it answers. */
export async function setUpGuest(
  guest: Guest,
  {
    spec,
    filter,
    copyBytes,
    timeoutMs,
  }: {
    readonly spec: SandboxSpec<Socket>;
    readonly filter: Uint8Array | null;
    /** Of all changes to the folder together. */
    readonly copyBytes: number;
    readonly timeoutMs: number;
  },
): Promise<void> {
  const { folder, writes, home, limits, doors, readable } = spec;
  const ready = answerOf(guest, { kind: 's', timeoutMs, what: 'set up a microVM' });
  const values: readonly (readonly [string, string | Uint8Array])[] = [
    ['folder', folder],
    ['writes', writes],
    ['home', home?.path ?? ''],
    ['memory_bytes', String(limits.memoryBytes)],
    ['memory_ceiling', String(limits.memoryBytes + limits.temporaryBytes + copyBytes)],
    ['tasks', String(limits.tasks + OWN_TASKS)],
    ['cpu_ms', String(limits.cpuMs)],
    ['file_bytes', String(limits.fileBytes)],
    ['temporary_bytes', String(limits.temporaryBytes)],
    ['copy_bytes', String(copyBytes)],
    ['time_ms', String(Date.now())],
    ['entropy', randomBytes(64)],
    ['filter', filter ?? new Uint8Array()],
    ...readable.map((path) => ['readable', path] as const),
    ...doors.map(({ port }) => ['door', String(port)] as const),
  ];
  guest.channel.send({ kind: 'S', body: encodeValues(values.flat()) });
  await ready;
  for (const { path, contents, isExecutable } of home?.files ?? [])
    guest.channel.send({ kind: 'H', body: encodeValues([path, isExecutable === true ? '1' : '', contents]) });
}

/** Gives a guest that was continued the time and randomness of now, and lets its programs go on. */
export async function refreshGuest(guest: Guest, timeoutMs: number): Promise<void> {
  const fresh = answerOf(guest, { kind: 't', timeoutMs, what: 'continue a microVM' });
  guest.channel.send({ kind: 'T', body: encodeValues([String(Date.now()), randomBytes(64)]) });
  await fresh;
  const running = answerOf(guest, { kind: 'f', timeoutMs, what: 'continue a microVM' });
  guest.channel.send({ kind: 'F', number: 0 });
  await running;
}

/** Processes of ours around the program of a run, which count as its tasks do. */
const OWN_TASKS = 2;

/** Waits for a frame of a kind. */
export function answerOf(
  { machine, channel }: Guest,
  { kind, timeoutMs, what }: { readonly kind: string; readonly timeoutMs: number; readonly what: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => {
      clearTimeout(timer);
      const words = machine.lastWords();
      reject(new SandboxError('sandbox.failed', `${what}: ${why}${words === '' ? '' : `; it said: ${words}`}`));
    };
    const timer = setTimeout(() => refuse(`no answer in ${timeoutMs} ms`), timeoutMs);
    channel.listen([kind], () => {
      clearTimeout(timer);
      resolve();
    });
    void channel.closed.then(() => refuse('its machine ended'));
  });
}
