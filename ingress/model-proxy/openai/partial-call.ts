import { isJsonObject, type Json, type JsonObject } from '../../../core/encoding/json.ts';

/** A call that arrives in parts. */
export type PartialCall = { readonly add: (part: JsonObject) => void; readonly whole: () => JsonObject };

/** Text that comes piece by piece; every other text of a call is said once. */
const GROWING: ReadonlySet<string> = new Set(['arguments', 'input']);

/**
 * Takes a part to what came of the call before. Arguments are put together in order; of everything else the first that was said
 * stands, fields that only this provider has included. Arguments of which a part is no text are not made into one.
 */
export function joinCall(known: PartialCall | null, part: JsonObject): PartialCall {
  const call = known ?? openCall();
  call.add(part);
  return call;
}

function openCall(): PartialCall {
  const fields = new Map<string, Json>();
  const growing = new Map<string, string[]>();
  const nested = new Map<string, PartialCall>();
  return {
    add: (part) => {
      for (const [name, value] of Object.entries(part)) {
        if (name === 'index' || value === null) continue;
        if (isJsonObject(value)) nested.set(name, joinCall(nested.get(name) ?? null, value));
        else if (typeof value === 'string' && GROWING.has(name)) grow(growing, name, value);
        else if (!fields.has(name) || fields.get(name) === '') fields.set(name, value);
      }
    },
    whole: () => ({
      ...Object.fromEntries([...growing].map(([name, parts]) => [name, parts.join('')])),
      ...Object.fromEntries(fields),
      ...Object.fromEntries([...nested].map(([name, one]) => [name, one.whole()])),
    }),
  };
}

function grow(growing: Map<string, string[]>, name: string, piece: string): void {
  const known = growing.get(name);
  if (known === undefined) growing.set(name, [piece]);
  else known.push(piece);
}
