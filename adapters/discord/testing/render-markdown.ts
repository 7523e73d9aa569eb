/** What Discord makes of a message's content: what can be read, and what in it does or looks like something. */
export type RenderedMarkdown = { readonly text: string; readonly live: readonly string[] };

type Rule = {
  readonly name: string;
  readonly pattern: RegExp;
  readonly atLineStart?: boolean;
  readonly text?: (match: RegExpExecArray) => string;
};

/** In the order of precedence; the first that matches here counts. Patterns are anchored by the sticky flag. */
const RULES: readonly Rule[] = [
  { name: 'fence', pattern: /```(?:[a-z0-9_+\-.#]+?\n)?\n*([^\n][\s\S]*?)\n*```/iy, text: (match) => match[1] ?? '' },
  { name: 'escape', pattern: /\\([^0-9A-Za-z\s])/y, text: (match) => match[1] ?? '' },
  { name: 'quote', pattern: />(?:>>)? \S/y, atLineStart: true },
  { name: 'heading', pattern: /#{1,3} \S/y, atLineStart: true },
  { name: 'small', pattern: /-# \S/y, atLineStart: true },
  { name: 'list', pattern: /[ ]*(?:[-*]|\d+\.) \S/y, atLineStart: true },
  { name: 'autolink', pattern: /<https?:\/\/[^ >]+>/y, text: (match) => match[0].slice(1, -1) },
  { name: 'mention', pattern: /<(?:@!?|@&|#)\d+>|<id:\w+>|<\/[\w -]+:\d+>/y },
  { name: 'mention', pattern: /@(?:everyone|here)/y },
  { name: 'emoji', pattern: /<a?:\w+:\d+>/y },
  { name: 'time', pattern: /<t:-?\d+(?::[tTdDfFR])?>/y },
  { name: 'masked link', pattern: /\[[^\]]+\]\([^)]+\)/y },
  { name: 'link', pattern: /(?:https?|discord|steam):\/\/[^\s<]+/y },
  { name: 'code', pattern: /(`+)[\s\S]*?[^`]\1(?!`)/y },
  { name: 'bold', pattern: /\*\*([\s\S]+?)\*\*/y, text: (match) => match[1] ?? '' },
  { name: 'italic', pattern: /\*(?=\S)[\s\S]+?\S\*|_[\s\S]+?_/y },
  { name: 'strike', pattern: /~~[\s\S]+?~~/y },
  { name: 'spoiler', pattern: /\|\|[\s\S]+?\|\|/y },
];

/** Shows content as a client would. Formatting that the gateway itself gives to headings is not counted. */
export function renderMarkdown(content: string): RenderedMarkdown {
  let text = '';
  const live: string[] = [];
  for (let at = 0; at < content.length; ) {
    const found = matchAt(content, at);
    if (found === null) {
      text += content[at];
      at += 1;
      continue;
    }
    const { rule, match } = found;
    if (rule.name === 'bold') text += renderMarkdown(rule.text?.(match) ?? '').text;
    else text += rule.text?.(match) ?? match[0];
    if (!['fence', 'escape', 'bold'].includes(rule.name)) live.push(`${rule.name}: ${match[0]}`);
    at += match[0].length;
  }
  return { text, live };
}

function matchAt(content: string, at: number) {
  const isLineStart = at === 0 || content[at - 1] === '\n';
  for (const rule of RULES) {
    if (rule.atLineStart === true && !isLineStart) continue;
    rule.pattern.lastIndex = at;
    const match = rule.pattern.exec(content);
    if (match !== null) return { rule, match };
  }
  return null;
}
