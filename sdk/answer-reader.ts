import { expectFields } from './read-answer.ts';
import type { Transport } from './transport.ts';

/** Makes a call and takes the answer for what it should be when it is an object with these fields (comma separated). */
export type AnswerReader = <Answer>(fields: string, call: Parameters<Transport['json']>[0]) => Promise<Answer>;

/** Reads answers over a transport; one that is not the gateway's is `unexpected-answer`. */
export function answerReader(transport: Transport): AnswerReader {
  return async <Answer>(fields: string, call: Parameters<Transport['json']>[0]) =>
    expectFields(await transport.json(call), fields) as Answer;
}

/** A call that reads. */
export function get(path: string, query: { readonly [name: string]: string | number | undefined } = {}) {
  return { method: 'GET', path, query } as const;
}

/** A call that sends a body. */
export function post(path: string, body: unknown) {
  return { method: 'POST', path, body } as const;
}
