import { signal } from '@preact/signals';
import type { WireSession } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { watchGateway } from '../gateway/live.ts';

/** Until when a crisis of its user restricts a session, by the session's id. */
export const crises = signal<ReadonlyMap<string, NonNullable<WireSession['crisis']>>>(new Map());

/** Keeps them as the gateway has them, for as long as somebody is signed in. What cannot be read leaves what was known. */
export function keepCrises(): () => void {
  return watchGateway({ onConnect: readCrises, onEvent: ({ kind }) => kind === 'message' && readCrises() });
}

function readCrises(): void {
  client()
    .reading.sessions()
    .then(
      (sessions) => {
        crises.value = new Map(sessions.flatMap(({ id, crisis }) => (crisis === null ? [] : [[id, crisis] as const])));
      },
      () => undefined,
    );
}
