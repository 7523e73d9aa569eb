import type { Gateway } from '../../../application/gateway.ts';
import { METRICS_TYPE, prometheusText } from '../prometheus-text.ts';
import { type Route, route } from '../route.ts';
import { healthAnswer, pingAnswer } from '../schema/operation-schema.ts';
import { healthToWire } from '../to-wire.ts';

/** `/healthz`, `/v1/health` and `/metrics`: how the gateway is. */
export function healthRoutes(gateway: Gateway): readonly Route[] {
  return [
    route({
      operation: 'ping',
      method: 'GET',
      path: '/healthz',
      summary: 'Says that somebody is there, and one word about how. Needs no token.',
      answers: { 200: { description: 'Alive.', schema: pingAnswer, example: { status: 'ok' } } },
      handle: () => ({ status: 200, body: { status: gateway.health().status } }),
    }),
    route({
      operation: 'showHealth',
      method: 'GET',
      path: '/v1/health',
      summary: 'Says how the gateway is, in detail.',
      answers: { 200: { description: 'The health.', schema: healthAnswer } },
      handle: () => ({ status: 200, body: healthToWire(gateway.health()) }),
    }),
    route({
      operation: 'showMetrics',
      method: 'GET',
      path: '/metrics',
      summary: 'Numbers for monitoring.',
      answers: { 200: { description: 'Prometheus text format 0.0.4.', schema: null, contentType: METRICS_TYPE } },
      handle: () => ({ status: 200, text: prometheusText(gateway.metrics()), contentType: METRICS_TYPE }),
    }),
  ];
}
