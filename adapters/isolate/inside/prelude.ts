/**
 * What runs in QuickJS before the code, and is not part of it: makes a function of the code, runs it, and says how it went.
 *
 * It is text in another language environment, so it is no TypeScript. `post` is the only function of the host. All that it says is
 * what the code could say itself, so nothing depends on whether the code gets hold of it.
 */
export const PRELUDE = `(post, code, input, hasCall, hasClock, seed) => {
  'use strict';
  const { parse, stringify } = JSON;
  const waiting = new Map();
  let calls = 0;

  const call = (tool, args = null) =>
    new Promise((resolve, reject) => {
      if (typeof tool !== 'string') throw new TypeError('call a tool: found no name, want a string');
      const text = stringify(args);
      if (typeof text !== 'string') throw new TypeError('call a tool: found arguments without JSON, want JSON');
      const id = ++calls;
      waiting.set(id, { resolve, reject });
      post('call', tool, text);
    });
  const settle = (id, isValue, text) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (isValue) one.resolve(parse(text));
    else one.reject(new Error(text));
  };

  const refuse = (what) => () => {
    throw new Error(what);
  };
  const without = refuse('read a clock: found none, want a time with the request');
  const RealDate = Date;
  if (!hasClock) {
    const NoClock = new Proxy(RealDate, {
      apply: without,
      construct: (target, args, made) => (args.length === 0 ? without() : Reflect.construct(target, args, made)),
    });
    RealDate.now = without;
    RealDate.prototype.constructor = NoClock;
    globalThis.Date = NoClock;
  }
  let state = seed === null ? 0 : seed >>> 0;
  Math.random =
    seed === null
      ? refuse('make a random number: found no seed, want one with the request')
      : () => {
          state = (state + 0x6d2b79f5) >>> 0;
          let mixed = Math.imul(state ^ (state >>> 15), state | 1);
          mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
          return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
        };

  const fail = (error) => {
    const isError = typeof error === 'object' && error !== null;
    const text = (name) => {
      try {
        return String(error[name] ?? '').slice(0, 2000);
      } catch {
        return '';
      }
    };
    if (isError) post('threw', text('name'), text('message'), text('stack'));
    else post('threw', '', typeof error === 'symbol' ? 'a symbol' : String(error).slice(0, 2000), '');
  };
  const succeed = (value) => {
    let text;
    try {
      text = stringify(value === undefined ? null : value);
    } catch (error) {
      if (error instanceof InternalError) throw error;
      post('not-json', String(error?.message ?? 'it has no JSON').slice(0, 2000));
      return;
    }
    if (typeof text === 'string') post('value', text);
    else post('not-json', 'it is a ' + typeof value);
  };
  try {
    const Code = (async () => {}).constructor;
    const run = hasCall ? new Code('input', 'call', code) : new Code('input', code);
    run(parse(input), call).then(succeed).catch(fail);
  } catch (error) {
    fail(error);
  }
  return settle;
}`;
