import type { PromptDocument } from '../../core/approval/prompt-document.ts';
import type { MessageSubject } from '../../ports/notification-channel.ts';

/** What a webhook tells. */
export type WebhookEvent = {
  /** `webhook-id` of Standard Webhooks: the same event has the same id, however often it is sent. */
  readonly id: string;
  readonly about: MessageSubject | null;
  readonly to: string;
  readonly document: PromptDocument;
  readonly link: string | null;
  readonly answerByMs: number | null;
};

/** Milliseconds since 1970 as RFC 3339 text. */
export type FormatTime = (atMs: number) => string;

/**
 * The body of a delivery as Standard Webhooks has it: `type`, `timestamp` and `data`, names in snake_case.
 *
 * `type` is `approval.requested`, `approval.decided` or `approval.escalated`, and `notice` for what is about no request.
 */
export function webhookBody(
  { about, to, document, link, answerByMs }: WebhookEvent,
  { atMs, format }: { readonly atMs: number; readonly format: FormatTime },
): string {
  return JSON.stringify({
    type: about === null ? 'notice' : `approval.${about.event}`,
    timestamp: format(atMs),
    data: {
      request: about?.request ?? null,
      place: to,
      answer_by: answerByMs === null ? null : format(answerByMs),
      link,
      document: {
        title: document.title,
        sections: document.sections.map(({ heading, lines, quoted }) => ({ heading, lines, quoted })),
        fingerprint: document.fingerprint,
      },
    },
  });
}
