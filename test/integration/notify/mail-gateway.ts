import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createLinkSigner } from '../../../adapters/node-crypto/link-signer.ts';
import { openSmtp } from '../../../adapters/smtp/open-smtp.ts';
import { openMailServer, type SeenMail } from '../../../adapters/smtp/testing/mail-server.ts';
import { openOneTimeCodes } from '../../../adapters/totp/open-one-time-codes.ts';
import { createGatewayApp } from '../../../apps/daemon/gateway-app.ts';
import { withAnswerLinks } from '../../../apps/daemon/serve-answer-links.ts';
import { answerLinkOf, createAnswerLinksApp } from '../../../ingress/answer-links/answer-links-app.ts';
import { serveHttp } from '../../../ingress/http/serve-http.ts';
import { inOrder, type NotifyGateway, openNotifyGateway } from './notify-gateway.ts';

/** A gateway that mails, a mail server, and the gateway's pages on a port. */
export type MailGateway = NotifyGateway & {
  readonly mails: readonly SeenMail[];
  /** The link of the mail that says this, once it is there. */
  readonly linkAbout: (words: string) => Promise<string>;
  readonly origin: string;
};

type Ending = { after: (end: () => unknown) => void };

/** Opens a gateway that asks by mail only, with a mailbox that the operator wrote down for Ada. */
export async function openMailGateway(t: Ending): Promise<MailGateway> {
  const { port, seen } = await openMailServer(t);
  const signer = createLinkSigner(new Uint8Array(32).fill(3), {
    bytes: (length) => new Uint8Array(randomBytes(length)),
  });
  let origin = '';
  const channel = openSmtp({
    name: 'mail',
    host: '127.0.0.1',
    port,
    security: 'none',
    login: null,
    ca: null,
    from: { name: 'Countersign', address: 'gate@gate.example' },
    answerLink: (claims) => answerLinkOf(origin, signer.seal(claims)),
  });
  assert.ok(channel.ok);
  const gateway = await openNotifyGateway([], {
    notify: { rules: inOrder(['mail']) },
    ports: { oneTimeCodes: openOneTimeCodes() },
  });
  const served = await serveHttp(
    withAnswerLinks(createGatewayApp(gateway.gateway, { port: 0 }), {
      takes: (path) => path.startsWith('/answer/'),
      fetch: (request) => createAnswerLinksApp({ desk: gateway.answerLinks(signer), origin }).fetch(request),
    }),
    { port: 0 },
  );
  origin = served.address;
  gateway.notify.start([channel.value]);
  await gateway.notify.pairKnown([{ principal: 'human:ada', channel: 'mail', to: 'ada@example.com' }]);
  t.after(async () => {
    await served.close(0);
    await gateway.close();
  });
  const linkAbout = async (words: string): Promise<string> => {
    const isIt = ({ mail }: SeenMail): boolean => mail.text?.includes(words) === true && mail.text.includes('/answer/');
    for (let times = 0; times < 200 && !seen.some(isIt); times += 1) await new Promise((done) => setTimeout(done, 20));
    const link = (seen.find(isIt)?.mail.text ?? '').split('\n').find((line) => line.includes('/answer/'));
    assert.ok(link !== undefined, `a mail about ${words}`);
    for (let times = 0; times < 20; times += 1) await gateway.quiet();
    return link.trim();
  };
  return { ...gateway, mails: seen, linkAbout, origin };
}
