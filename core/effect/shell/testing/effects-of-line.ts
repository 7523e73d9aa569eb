import { surroundingsOf } from '../../../decide.ts';
import { actionOf, factsOf, GATEWAY, HOME, policyOf, WORKSPACE } from '../../../testing/samples.ts';
import { placeOf } from '../../action-place.ts';
import { analyseShell, type ShellLanguage } from '../../analyse-shell.ts';
import type { ParseShell } from '../syntax.ts';

/**
 * Answers what a shell line does in the sample workspace as one short text, so that tests can tell it by eye: each effect as
 * `class resource`, paths in the workspace relative, opaque effects with their reason, `floor.…` last where it is forbidden.
 */
export function effectsOfLine(parseShell: ParseShell, language: ShellLanguage = 'shell'): (line: string) => string {
  const place = placeOf(actionOf(), surroundingsOf(factsOf(), policyOf({}, { parseShell })));
  return (line) => {
    const { found, floor } = analyseShell(line, place, language);
    const effects = found.map(({ effect }) => {
      const isReason = effect.class === 'shell.opaque';
      return `${effect.class} ${isReason ? `(${effect.detail})` : shorten(effect.resource.value)}`;
    });
    return [...new Set([...effects, ...(floor === null ? [] : [floor.rule])])].join(', ');
  };
}

/** Answers the marks of the first file that a line deletes. */
export function marksOfDeletion(parseShell: ParseShell): (line: string) => readonly string[] {
  const place = placeOf(actionOf(), surroundingsOf(factsOf(), policyOf({}, { parseShell })));
  return (line) => {
    const { found } = analyseShell(line, place, 'shell');
    return found.find(({ effect }) => effect.class === 'file.delete')?.effect.marks ?? [];
  };
}

function shorten(value: string): string {
  return value
    .replaceAll(GATEWAY, '@gateway')
    .replaceAll(`${WORKSPACE}/`, '')
    .replaceAll(WORKSPACE, '.')
    .replaceAll(HOME, '~');
}
