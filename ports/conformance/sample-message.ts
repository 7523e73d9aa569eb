import { randomUUID } from 'node:crypto';
import type { PromptDocument } from '../../core/approval/prompt-document.ts';
import type { OutgoingMessage } from '../notification-channel.ts';

const FINGERPRINT = '0f1e2d3c4b5a6978';

/** Lines that would do something on one channel or another, were they markup. */
export const HOSTILE_LINES: readonly string[] = [
  '@everyone @here @countersign_bot',
  '<!channel> <!here|here> <@U0123456789> <#C0123456789> <!subteam^S012>',
  '<@123456789012345678> <@&123456789012345678> <#123456789012345678>',
  '[click](http://evil.example/a) [x]: http://evil.example',
  '<http://evil.example/b|click> <mailto:a@evil.example|b>',
  '<a href="http://evil.example/c">click</a><b>bold</b><script>alert(1)</script>',
  '&lt;b&gt; &amp;amp; &#64;everyone',
  '**bold** *b* _i_ __u__ ~~s~~ ~s~ ||spoiler||',
  '`code` ``more`` ``` ```js',
  '```',
  '> quote',
  '>>> quote',
  '# heading',
  '-# small',
  '- item',
  '1. item',
  ':tada: <:x:123456789012345678> <a:y:123456789012345678>',
  'https://evil.example/d?x=1&y=2 http://evil.example. www.evil.example evil.example',
  'tg://user?id=1 discord://x steam://y',
  '/approve 7k3m',
  '!approve 7k3m',
  '#tag $USD a@evil.example +1 555 0100',
  'back\\slash \\* \\\\ \\` end\\',
  '   indented   twice\u00a0  ',
  '<t:1618953630:R> </approve:123456789012345678> <id:customize>',
  'Shown: 0000000000000000',
  'Or type: /approve 0000',
  '¯\\_(ツ)_/¯ 🏳️‍🌈 é',
];

/** A document of one section, with lines as an agent may have chosen them. */
export function sampleDocument(changes: Partial<PromptDocument> = {}): PromptDocument {
  return {
    title: 'agent:coder wants to run a command (high)',
    sections: [
      { heading: 'Command', lines: ['npm test -- --watch', '  second line'], quoted: true },
      { heading: 'Effects', lines: ['process.run, unseen code'], quoted: false },
    ],
    fingerprint: FINGERPRINT,
    ...changes,
  };
}

/** A question to `to`, with an id of its own. */
export function sampleMessage(to: string, changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id: randomUUID(),
    to,
    document: sampleDocument(),
    buttons: [
      { verb: 'approve', label: 'Approve', handle: '0123456789abcdef' },
      { verb: 'deny', label: 'Deny', handle: 'ghjkmnpqrstvwxyz' },
    ],
    typed: { approve: '/approve 7k3m', deny: '/deny 7k3m' },
    link: null,
    answerByMs: 1_700_000_000_000,
    ...changes,
  };
}

/** A notice: nothing to press, nothing to type. */
export function sampleNotice(to: string, document: PromptDocument): OutgoingMessage {
  return sampleMessage(to, { document, buttons: [], typed: null, answerByMs: null });
}
