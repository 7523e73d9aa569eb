import type { Socket } from 'node:net';
import { answerOf } from './run-shim.ts';

/** What a gateway in trouble does with a connection. */
export const TROUBLES: { readonly [what: string]: (socket: Socket) => void } = {
  'breaks off': (socket) => socket.destroy(),
  hangs: () => undefined,
  'is slow': (socket) => setTimeout(() => socket.end(answerOf('0 stdout\n{}\nend\n')), 2_500).unref(),
  'answers garbage': (socket) => socket.end(Buffer.from([0, 255, 10, 13, 0])),
  'answers half JSON': (socket) => socket.end(answerOf('0 stdout\n{"hookSpecific')),
  'answers half of its bytes': (socket) => socket.end(answerOf('0 stdout\n\nend\n', { length: 900 })),
  'answers an exit code that is none': (socket) => socket.end(answerOf('1 stdout\n\nend\n')),
  'answers with status 500': (socket) => socket.end(answerOf('0 stdout\n\nend\n', { status: '500 Oops' })),
};
