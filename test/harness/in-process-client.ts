import type { Caller } from '../../application/gateway.ts';
import { createHttpApp } from '../../ingress/http/http-app.ts';
import { CountersignClient } from '../../sdk/client.ts';
import { AGENT, openTestGateway, type TestGateway, type TestGatewayOptions } from './test-gateway.ts';

/** A client of a gateway over memory that speaks the real HTTP API without a socket. */
export type InProcess = TestGateway & {
  readonly client: CountersignClient;
  /** Answers the oldest request that is open, as soon as there is one. */
  readonly answerNext: (answer?: 'approve' | 'deny', note?: string) => Promise<void>;
  /** Verdicts on record, in order. */
  readonly verdicts: () => Promise<readonly string[]>;
  /** Results of the outcomes on record, in order. */
  readonly outcomes: () => Promise<readonly string[]>;
};

const HOST = '127.0.0.1:7391';

/** Opens a gateway for a test and a client of it. */
export async function openInProcess(options: TestGatewayOptions = {}, caller: Caller = AGENT): Promise<InProcess> {
  const open = await openTestGateway(options);
  const gateway = { ...open.gateway, authenticate: async () => caller };
  const app = createHttpApp(gateway, { port: 7391, operator: 'human:operator', version: 'test' });
  const send = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    request.headers.set('host', HOST);
    return app.fetch(request);
  };
  const client = new CountersignClient({ baseUrl: `http://${HOST}`, token: 'cs_test', fetch: send });
  const dataOf = async (type: string, field: string): Promise<readonly string[]> => {
    const entries = await open.gateway.logEntries({ fromIndex: 0, limit: 1_000 });
    const parsed = entries.map(({ text }) => JSON.parse(text) as { type: string; data: { [name: string]: string } });
    return parsed.filter((entry) => entry.type === type).map(({ data }) => data[field] ?? '');
  };
  return {
    ...open,
    client,
    answerNext: (answer = 'approve', note = '') => answerOldest(open, { answer, note }),
    verdicts: () => dataOf('decision', 'verdict'),
    outcomes: () => dataOf('outcome', 'result'),
  };
}

async function answerOldest(
  { gateway, approve }: TestGateway,
  given: { readonly answer: 'approve' | 'deny'; readonly note: string },
): Promise<void> {
  for (let attempt = 0; attempt < 6_000; attempt++) {
    const [first] = await gateway.listApprovals({ statuses: ['pending'], limit: 1 });
    if (first !== undefined) return void (await approve(first.request.id, given));
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error('answer a request: found none, want one within half a minute');
}
