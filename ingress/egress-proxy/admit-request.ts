import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EgressAdmission, EgressAttempt } from '../../application/egress/egress-attempt.ts';
import type { ToAscii } from '../../core/egress/destination.ts';
import type { EgressRefusal } from '../../core/egress/egress-refusal.ts';
import { checkHead, type HeaderPair, overridingHeader } from './check-head.ts';
import type { Client } from './clients.ts';
import { readTarget, type Target } from './read-target.ts';
import type { Refusal } from './refuse.ts';

/** A request of a program, with the answer that is to be written. */
export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly client: Client;
  /** The program waits before it sends its body (RFC 9110 §10.1.1). */
  readonly mustContinue: boolean;
};

/** A request that may be sent, as it was read. */
export type Admitted = {
  readonly attempt: EgressAttempt;
  readonly admission: EgressAdmission;
  readonly target: Target;
  readonly headers: readonly HeaderPair[];
  readonly hasBody: boolean;
};

/** Reads a request and puts it to the pass of its connection. A refusal is on record when it is answered. */
export async function admitRequest(
  { toAscii }: { readonly toAscii: ToAscii },
  { request, client }: Exchange,
): Promise<Admitted | { readonly refused: Refusal }> {
  const { pass, inside, via } = client;
  const { method = '' } = request;
  const head = checkHead(request);
  const target = head.ok
    ? readTarget(request, { headers: head.headers, inside, toAscii })
    : ({
        ok: false,
        refusal: { code: 'egress.unreadable', reason: `read the request: ${head.problem}`, alarm: 'none' },
      } as const);
  if (!head.ok || !target.ok) {
    const attempt = {
      via,
      host: inside?.host ?? '',
      port: inside?.port ?? 0,
      request: { scheme: 'http' as const, method, path: (request.url ?? '').slice(0, 4_096) },
    };
    const refusal = target.ok ? null : target.refusal;
    return { refused: await pass.refuseLater(attempt, refusal ?? unreadable(), null) };
  }
  const { scheme, host, port, path } = target;
  const attempt: EgressAttempt = { via, host, port, request: { scheme, method, path } };
  const admission = await pass.admit(attempt);
  if (!admission.ok) return { refused: admission };
  const overridden = refuseOverride(admission, { scheme, headers: head.headers });
  if (overridden !== null) return { refused: await pass.refuseLater(attempt, overridden, admission.destination) };
  return { attempt, admission, target, headers: head.headers, hasBody: head.hasBody };
}

/** Where a rule speaks of methods or paths, a header that names another one would make the host do what was not judged. */
function refuseOverride(
  { carries }: EgressAdmission,
  { scheme, headers }: { readonly scheme: 'http' | 'https'; readonly headers: readonly HeaderPair[] },
): EgressRefusal | null {
  const rule = carries[scheme];
  const found = rule === null || (rule.methods === null && rule.paths === null) ? null : overridingHeader(headers);
  if (found === null) return null;
  const reason = `send the request: found the header ${found}, by which hosts take another method or path, want none`;
  return { code: 'egress.unreadable', reason, alarm: 'none' };
}

function unreadable(): EgressRefusal {
  return {
    code: 'egress.unreadable',
    reason: 'read the request: found a head that can be read in more than one way',
    alarm: 'none',
  };
}
