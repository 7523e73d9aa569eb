import type { WireApproval, WireRiskLevel } from '../../../sdk/wire.ts';
import type { Style } from '../terminal/style.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** As much of an id as people type: seven characters are unambiguous among thousands. */
export function shortId(id: string): string {
  return id.slice(0, 7);
}

/**
 * One line for a list: the tool and its most telling argument, cut to fit. Only for finding a request again; whoever decides sees
 * everything (`renderRequest`).
 */
export function headline({ shown }: Pick<WireApproval, 'shown'>): string {
  if (shown === null) return '(the payload was erased)';
  const { tool, args } = shown.action;
  const telling = ['command', 'file_path', 'url', 'path', 'query']
    .map((name) => args[name])
    .find((value) => typeof value === 'string');
  const text = typeof telling === 'string' ? telling : JSON.stringify(args);
  return visibleText(`${tool.name}: ${text.length > 70 ? `${text.slice(0, 70)}…` : text}`);
}

/** A risk level with its score, coloured. */
export function levelText(
  { risk_level: level, risk_score: score }: Pick<WireApproval, 'risk_level' | 'risk_score'>,
  style: Style,
): string {
  return colourOfLevel(level, style)(`${level} ${score}`);
}

/** How a risk level is coloured. */
export function colourOfLevel(level: WireRiskLevel, style: Style): (text: string) => string {
  if (level === 'critical') return (text) => style.inverse(style.red(text));
  if (level === 'high') return style.red;
  return level === 'medium' ? style.yellow : style.green;
}

/** How a request ended, for people: by whom, and what it means. */
export function describeEnd({ status, answers }: Pick<WireApproval, 'status' | 'answers'>): string {
  const last = answers.at(-1);
  const by = last === undefined ? '' : ` by ${visibleText(last.approver)} (${last.channel})`;
  switch (status) {
    case 'approved':
      return `approved${by}${last?.scope === 'session' ? ', for the session' : ''}`;
    case 'denied':
      return `denied${by}`;
    case 'timed-out':
      return 'timed out: denied, because nobody answered';
    case 'cancelled':
      return 'cancelled by the gateway';
    case 'superseded':
      return 'superseded by a newer attempt';
    case 'pending':
      return answers.length === 0 ? 'pending' : `one of several approvals given${by}`;
  }
}
