import { wordsOf } from './words.ts';

/** The decisions of a crisis that are always a person's (model §10). */
export const CRISIS_DECISIONS = [
  'notify-contacts',
  'contact-emergency-services',
  'share-location',
  'end-conversation',
  'share-information',
  'commit-to-follow-up',
] as const;
export type CrisisDecision = (typeof CRISIS_DECISIONS)[number];

type Wording = { readonly does: readonly string[]; readonly what: readonly (readonly string[])[] };

/** How tools call them: a verb, and every word of one of the phrases. */
const WORDINGS: { readonly [Decision in CrisisDecision]: Wording } = {
  'contact-emergency-services': {
    does: ['contact', 'call', 'dial', 'alert', 'notify', 'dispatch', 'request', 'phone', 'send'],
    what: [
      ['emergency', 'services'],
      ['emergency', 'service'],
      ['emergency'],
      ['ambulance'],
      ['police'],
      ['911'],
      ['112'],
      ['999'],
    ],
  },
  'share-location': {
    does: ['share', 'send', 'disclose', 'transmit', 'report'],
    what: [['location'], ['position'], ['gps'], ['whereabouts'], ['address', 'user']],
  },
  'notify-contacts': {
    does: ['notify', 'contact', 'alert', 'call', 'message', 'inform', 'text'],
    what: [
      ['emergency', 'contacts'],
      ['next', 'kin'],
      ['family'],
      ['relatives'],
      ['parents'],
      ['guardian'],
      ['trusted', 'contact'],
    ],
  },
  'end-conversation': {
    does: ['end', 'close', 'terminate', 'stop', 'leave', 'abandon'],
    what: [['conversation'], ['chat'], ['dialogue'], ['crisis', 'session'], ['support', 'session'], ['call', 'user']],
  },
  'share-information': {
    does: ['share', 'disclose', 'release', 'forward'],
    what: [
      ['user', 'information'],
      ['user', 'info'],
      ['user', 'data'],
      ['personal', 'information'],
      ['health', 'information'],
      ['crisis', 'report'],
      ['transcript'],
    ],
  },
  'commit-to-follow-up': {
    does: ['commit', 'promise', 'schedule', 'guarantee', 'arrange'],
    what: [['follow', 'up'], ['followup'], ['check', 'in'], ['callback'], ['welfare', 'check']],
  },
};

/** Which decision of a crisis a tool makes, by the words of its name; null for none. Servers put their own name before `__`. */
export function crisisDecisionOf(toolName: string): CrisisDecision | null {
  const own = toolName.slice(toolName.lastIndexOf('__') + 1);
  const words = new Set(wordsOf(spaced(own)));
  const means = ({ does, what }: Wording): boolean =>
    does.some((verb) => words.has(verb)) && what.some((phrase) => phrase.every((word) => words.has(word)));
  return CRISIS_DECISIONS.find((decision) => means(WORDINGS[decision])) ?? null;
}

/** `shareLocation` as two words. */
function spaced(name: string): string {
  let text = '';
  for (const character of name.slice(0, 256)) {
    const isCapital = character >= 'A' && character <= 'Z';
    text += isCapital ? ` ${character}` : character;
  }
  return text;
}
