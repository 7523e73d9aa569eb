import { Duplex } from 'node:stream';
import type { Machine } from '../machine.ts';

/** A machine that runs and never says a word; `killed` tells whether it was ended. */
export function silentMachine(): Machine & { readonly killed: () => boolean } {
  let isKilled = false;
  const channel = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  return {
    pid: 0,
    channel,
    ended: new Promise(() => undefined),
    pause: async () => undefined,
    resume: async () => undefined,
    snapshot: async () => undefined,
    kill: async () => {
      isKilled = true;
      channel.destroy();
    },
    lastWords: () => 'Kernel panic',
    killed: () => isKilled,
  };
}
