import { HostCheck } from '../../ingress/http/host-check.ts';
import type { HttpApp } from '../../ingress/http/http-app.ts';
import type { OtherProtocol } from '../../ingress/http/serve-http.ts';
import type { ModelProxy } from '../../ingress/model-proxy/open-model-proxy.ts';
import { refusalAnswer } from '../../ingress/model-proxy/refusal-answer.ts';

/** What a server serves with models beside the API. */
export type ServedWithModels = { readonly app: HttpApp; readonly other: OtherProtocol };

/**
 * Serves models beside the API on the same port, below `/model/`: for clients with a token of the gateway. Host and Origin are checked
 * as everywhere.
 */
export function withModels(
  app: HttpApp,
  models: ModelProxy,
  { hosts, origins }: { readonly hosts: readonly string[]; readonly origins: readonly string[] },
): ServedWithModels {
  const hostCheck = new HostCheck({ hosts, origins });
  return {
    app: {
      ...app,
      listensOn: (port) => {
        hostCheck.allowPort(port);
        app.listensOn(port);
      },
    },
    other: (incoming, outgoing) => {
      if (!models.takes(incoming.url ?? '')) return false;
      const { headers } = incoming;
      const refusal = hostCheck.refuse({ get: (name) => (name === 'host' ? headers.host : headers.origin) ?? null });
      if (refusal === null) {
        void models.handle(incoming, outgoing, null);
        return true;
      }
      const { headers: sent, body } = refusalAnswer('openai', { status: 403, message: refusal.reason });
      outgoing.writeHead(403, sent).end(body);
      return true;
    },
  };
}
