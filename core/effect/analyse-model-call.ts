import type { Action } from '../action/action.ts';
import { makeEffect } from './make-effect.ts';
import { type Reading, readingOf } from './reading.ts';

/** Of the tools by which the model proxy names a provider: `model:<provider>`. */
export const MODEL_ORIGIN = 'model:';

/**
 * Analyses a call of a model: one `model.call`. Null for everything else.
 *
 * Only the gateway's own model proxy proposes such calls: any other surface that says so is analysed by its arguments.
 */
export function analyseModelCall({ surface, tool, args }: Action): Reading | null {
  if (surface !== 'model-proxy' || !tool.origin.startsWith(MODEL_ORIGIN)) return null;
  const model = typeof args['model'] === 'string' ? args['model'] : '';
  const value = `${tool.origin.slice(MODEL_ORIGIN.length)}/${model}`.slice(0, 256);
  return readingOf(makeEffect('model.call', { kind: 'other', value }, { detail: 'call a model' }));
}
