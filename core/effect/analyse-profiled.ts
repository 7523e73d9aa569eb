import type { Action } from '../action/action.ts';
import type { DeclaredEffect, ToolProfile } from '../policy/tool-profile.ts';
import type { ActionPlace } from './action-place.ts';
import { analyseFile, type FileOperation } from './analyse-file.ts';
import { analyseUrl, type UrlUse } from './analyse-url.ts';
import { applies, textsAt } from './declared-arguments.ts';
import { analysePatched } from './diff/analyse-patched.ts';
import type { Effect } from './effect.ts';
import { filePathOf } from './file-url.ts';
import { makeEffect } from './make-effect.ts';
import { isOverLimit } from './payment-limit.ts';
import { joinReadings, type Reading, readingOf, readShell } from './reading.ts';
import { readDatabaseText } from './sql/read-sql.ts';

/**
 * Analyses a call of a tool whose effects the operator has declared: its declared arguments are read as what they are
 * declared to be, a list item by item.
 *
 * An effect with a condition counts where the condition holds. A file, network or shell effect whose argument is missing, or
 * holds something else than text, is `unknown`. A file effect
 * that names no argument cannot be undone: nobody knows what to keep.
 */
export function analyseProfiled(
  profile: Pick<ToolProfile, 'effects'> & { readonly tool: string },
  action: Action,
  place: ActionPlace,
): Reading {
  const effects = profile.effects.filter(({ when }) => when === undefined || applies(when, action.args));
  return joinReadings(effects.map((declared) => readDeclared(declared, action, place)));
}

function readDeclared(declared: DeclaredEffect, action: Action, place: ActionPlace): Reading {
  const { class: effectClass, argument } = declared;
  const detail = action.tool.name;
  if (argument === null) {
    const isFile = effectClass.startsWith('file.') && effectClass !== 'file.read';
    const options = isFile ? ({ detail, reversibility: 'irreversible' } as const) : { detail };
    return readingOf(makeEffect(effectClass, { kind: 'other', value: '' }, options));
  }
  const texts = textsAt(action.args, argument, declared.missing);
  if (texts === null && isAnalysed(effectClass)) {
    const unread = `no text argument ${argument}`;
    return readingOf(makeEffect('unknown', { kind: 'tool', value: action.tool.name }, { detail: unread }));
  }
  if (declared.isPatch === true) {
    return joinReadings((texts ?? []).map((text) => analysePatched(text, { tool: detail, place })));
  }
  if (effectClass === 'shell.opaque') return joinReadings((texts ?? []).map((text) => readShell(text, place)));
  if (effectClass.startsWith('db.')) {
    const readings = (texts ?? ['']).map((text) => {
      const declaredEffect = makeEffect(effectClass, { kind: 'other', value: text.slice(0, 4_096) }, { detail });
      return readDatabaseText(text, { declared: declaredEffect, place });
    });
    return joinReadings(readings);
  }
  return readingOf(...(texts ?? ['']).flatMap((text) => effectsOfText(declared, text, { place, detail })));
}

function isAnalysed(effectClass: Effect['class']): boolean {
  return effectClass.startsWith('file.') || effectClass.startsWith('net.') || effectClass === 'shell.opaque';
}

type TextContext = { readonly place: ActionPlace; readonly detail: string };

function effectsOfText({ class: effectClass }: DeclaredEffect, text: string, context: TextContext): readonly Effect[] {
  const { place, detail } = context;
  if (effectClass.startsWith('file.')) {
    const operation = effectClass.slice('file.'.length) as FileOperation;
    return analyseFile(operation, filePathOf(text) ?? text, { place });
  }
  if (effectClass.startsWith('net.') && !isSearch(text)) {
    const url = text.includes('://') ? text : `https://${text.trim()}`;
    return analyseUrl(effectClass.slice('net.'.length) as UrlUse, url, place.surroundings);
  }
  const marks = effectClass === 'payment' && isOverLimit(text) ? (['over-limit'] as const) : [];
  return [makeEffect(effectClass, { kind: 'other', value: text.slice(0, 4_096) }, { detail, marks })];
}

/** Several words are something to look for, not an address. */
function isSearch(text: string): boolean {
  return text.trim().includes(' ') && !text.includes('://');
}
