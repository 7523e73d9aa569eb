import type { GatewayEvent } from '../../application/event-hub.ts';
import type { WireEvent } from '../../sdk/wire.ts';

/** An event of the hub on the wire. */
export function eventToWire(event: GatewayEvent): WireEvent {
  switch (event.kind) {
    case 'decision': {
      const { kind, logIndex, atMs, actionId, session, tool, verdict, riskScore, reason } = event;
      const place = { log_index: logIndex, at_ms: atMs, action_id: actionId };
      return { kind, ...place, session, tool, verdict, risk_score: riskScore, reason };
    }
    case 'outcome': {
      const { kind, logIndex, atMs, actionId, result } = event;
      return { kind, log_index: logIndex, at_ms: atMs, action_id: actionId, result };
    }
    case 'verification': {
      const { kind, logIndex, atMs, actionId, session, outcome, stands, failed } = event;
      const place = { log_index: logIndex, at_ms: atMs, action_id: actionId };
      return { kind, ...place, session, outcome, stands, failed };
    }
    case 'approval':
      return { kind: 'approval', at_ms: event.atMs, id: event.id, status: event.status, by: event.by };
    case 'emergency': {
      const { kind, atMs, halted, safeMode, reason } = event;
      return { kind, at_ms: atMs, halted, safe_mode: safeMode, reason };
    }
    case 'tool': {
      const { kind, atMs, server, tool, standing, warnings } = event;
      return { kind, at_ms: atMs, server, tool, standing, warnings };
    }
    case 'workspace':
      return { kind: 'workspace', at_ms: event.atMs, root: event.root, is_closed: event.isClosed };
    case 'run':
      return { kind: 'run', at_ms: event.atMs, run: event.run, session: event.session, change: event.change };
    case 'budget':
      return { kind: 'budget', at_ms: event.atMs, scope: event.scope, state: event.state };
    case 'lease': {
      const { kind, atMs, id, session, state, reason } = event;
      return { kind, at_ms: atMs, id, session, state, reason };
    }
    case 'guardrail': {
      const { kind, atMs, breaker, verb, target, reason, reviewByMs } = event;
      return { kind, at_ms: atMs, breaker, verb, target, reason, review_by_ms: reviewByMs };
    }
    case 'message': {
      const { kind, atMs, session, verdict, level } = event;
      return { kind, at_ms: atMs, session, verdict, level };
    }
    case 'policy':
      return { kind: 'policy', at_ms: event.atMs, version: event.version };
    case 'witness':
      return { kind: 'witness', at_ms: event.atMs, size: event.size, state: event.state };
  }
}
