import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';

/**
 * The object that a text of JSON holds, for agents that hand arguments over as text; null for any other text. A member called
 * `__proto__` makes it no object, as in a request's own body.
 */
export function objectInText(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text, (key, member: unknown) => {
      if (key === '__proto__') throw new SyntaxError('a member called __proto__');
      return member;
    });
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
