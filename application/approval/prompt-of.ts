import { renderPrompt } from '../../core/approval/prompt/render-prompt.ts';
import type { PromptDocument } from '../../core/approval/prompt-document.ts';
import { BoundedShelf } from '../bounded-shelf.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ApprovalView } from '../gateway.ts';

/** Characters of the documents that are kept, and how many of them. */
const KEPT = { maxSize: 16_777_216, maxCount: 1_000 } as const;

/** Documents by the request they are of. */
export type PromptShelf = BoundedShelf<PromptDocument>;

/** An empty shelf for documents. */
export function openPromptShelf(): PromptShelf {
  return new BoundedShelf(KEPT);
}

/**
 * What people are shown of a request: the same document whenever and wherever it is asked for.
 *
 * Since it depends on the request alone, it is rendered once and kept for as long as there is room; once the request's payload was
 * erased nothing is kept of it.
 */
export function promptOf(
  { ports, settings, prompts }: Pick<FlowContext, 'ports' | 'settings' | 'prompts'>,
  view: Pick<ApprovalView, 'request' | 'shown'>,
): PromptDocument {
  const { id } = view.request;
  const known = view.shown === null ? null : prompts.get(id);
  if (known !== null) return known;
  const document = renderPrompt(view, { hash: ports.hash, home: settings.home });
  if (view.shown === null) prompts.delete(id);
  else prompts.set(id, document, sizeOf(document));
  return document;
}

function sizeOf({ title, sections }: PromptDocument): number {
  return sections.reduce((sum, { lines }) => lines.reduce((size, line) => size + line.length + 16, sum), title.length);
}
