import type { GateReport } from '../decision.ts';
import type { ToolFacts } from '../facts.ts';
import { isAlarming } from '../trust/tool-warning.ts';
import type { Deliberation } from './deliberation.ts';
import { pass, report, WAIT } from './gate-report.ts';

/**
 * Whether the tool is the one that the operator vouched for (model §6), and whether it is known.
 *
 * A tool that changed, that is refused, that is new and holds what does not belong into a listing, or that a front was asked for
 * although its server never listed it, is denied. A new one is asked about. A tool that is not known counts as
 * `unknown`, which is high risk. The sentences repeat nothing that a server wrote but the tool's name.
 */
export function judgeTool(deliberation: Deliberation): GateReport {
  const { action, facts } = deliberation;
  const { tool } = facts;
  const isListable = tool !== undefined && (tool.standing !== 'unpinned' || action.surface === 'mcp');
  const held = isListable ? judgeStanding(deliberation, tool) : null;
  return held ?? judgeKnowledge(deliberation);
}

function judgeStanding({ action }: Deliberation, { standing, warnings }: ToolFacts): GateReport | null {
  const { name, origin } = action.tool;
  const whose = `${name} from ${origin}`;
  const server = origin.slice(origin.indexOf(':') + 1);
  const remedy = `Do without it; the operator looks at it with \`countersign tools show ${shellWord(server)} ${shellWord(name)}\`.`;
  switch (standing) {
    case 'vouched':
      return null;
    case 'refused':
      return report('tool', 'deny', { rule: 'tool.refused', reason: `${whose} was refused by the operator`, remedy });
    case 'changed': {
      const reason = `${whose} is not as the operator vouched for it: its listing changed`;
      return report('tool', 'deny', { rule: 'tool.changed', reason, remedy });
    }
    case 'new': {
      if (!isAlarming(warnings)) return asks(`${whose} is new: nobody has vouched for it`, 'tool.new');
      const kinds = [...new Set(warnings.map(({ kind }) => kind))].join(', ');
      const reason = `${whose} is new and its listing is suspicious (${kinds})`;
      return report('tool', 'deny', { rule: 'tool.suspicious', reason, remedy });
    }
    case 'unpinned': {
      const reason = `${whose} was never listed by its server, so that no front passes it on`;
      const listed = 'Call a tool from the list of the server, by its exact name.';
      return report('tool', 'deny', { rule: 'tool.unlisted', reason, remedy: listed });
    }
  }
}

function asks(reason: string, rule: string): GateReport {
  return report('tool', 'require-approval', { rule, reason, remedy: WAIT });
}

/** A name as one word of a command line: in single quotes unless every character is plain. */
function shellWord(name: string): string {
  const isPlain = [...name].every((character) => PLAIN.includes(character));
  return isPlain ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./';

function judgeKnowledge({ action, analysis }: Deliberation): GateReport {
  const unknown = analysis.effects.some((effect) => effect.class === 'unknown');
  if (unknown) return pass('tool', `${action.tool.name} is not fully understood: its effects count as unknown`);
  return pass('tool', `${action.tool.name} from ${action.tool.origin}`);
}
