import { renderPrompt } from '../core/approval/prompt/render-prompt.ts';
import type { PromptDocument } from '../core/approval/prompt-document.ts';
import type { FlowContext } from './flow-context.ts';
import type { ApprovalView } from './gateway.ts';

/** What people are shown of a request: the same document whenever and wherever it is asked for. */
export function promptOf(
  { ports, settings }: Pick<FlowContext, 'ports' | 'settings'>,
  view: Pick<ApprovalView, 'request' | 'shown'>,
): PromptDocument {
  return renderPrompt(view, { hash: ports.hash, home: settings.home });
}
