import type { DecideCalls } from '../../application/model/held-call.ts';
import type { ModelUsage } from '../../core/budget/model-prices.ts';
import type { JsonObject } from '../../core/encoding/json.ts';

/** What lets a whole answer through to a client, and says what it used. */
export type AnswerGate = {
  readonly usage: (body: JsonObject) => Partial<ModelUsage>;
  /** The answer with every call decided; the very same object where nothing was changed. */
  readonly gate: (body: JsonObject, decide: DecideCalls) => Promise<JsonObject>;
};
