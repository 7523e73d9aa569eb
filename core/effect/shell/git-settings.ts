/** Sections of git's configuration that only say how things are shown, or who is named in a commit (git-config). */
const TAME_SECTIONS: ReadonlySet<string> = new Set(
  'color advice column author committer user status blame i18n pack'.split(' '),
);

/** Settings of other sections that name no program, no file and no machine, whatever their value. */
const TAME_SETTINGS: ReadonlySet<string> = new Set(
  (
    'core.quotepath core.abbrev core.autocrlf core.safecrlf core.eol core.filemode core.ignorecase core.longpaths ' +
    'core.precomposeunicode core.preloadindex core.commitgraph core.checkstat core.untrackedcache core.whitespace ' +
    'diff.algorithm diff.renames diff.renamelimit diff.context diff.colormoved diff.colormovedws diff.mnemonicprefix ' +
    'diff.noprefix diff.submodule diff.wserrorhighlight diff.interhunkcontext diff.indentheuristic diff.relative ' +
    'merge.renames merge.renamelimit merge.conflictstyle merge.ff merge.stat merge.log pull.rebase pull.ff ' +
    'rebase.autosquash rebase.stat rebase.abbreviatecommands rebase.updaterefs fetch.prune fetch.prunetags fetch.parallel ' +
    'log.date log.decorate log.follow log.abbrevcommit log.excludedecoration format.pretty init.defaultbranch ' +
    'protocol.version gc.auto gc.autodetach maintenance.auto index.threads index.version commit.verbose commit.cleanup ' +
    'http.lowspeedlimit http.lowspeedtime http.postbuffer http.version http.maxrequests submodule.fetchjobs ' +
    'checkout.workers checkout.guess push.default push.autosetupremote push.followtags stash.showpatch stash.showstat ' +
    'tag.sort branch.sort versionsort.suffix grep.linenumber grep.column grep.extendedregexp grep.patterntype ' +
    'feature.manyfiles rerere.enabled'
  ).split(' '),
);

/** Settings by which git runs a program or asks one, each with the values by which it does not. */
const SWITCHED_OFF: ReadonlyMap<string, readonly string[]> = new Map([
  ['commit.gpgsign', ['=false']],
  ['tag.gpgsign', ['=false']],
  ['log.showsignature', ['=false']],
  ['core.fsmonitor', ['=false']],
  ['core.hookspath', ['=/dev/null']],
  ['core.pager', ['=cat', '=less', '=']],
  ['core.editor', ['=true', '=:']],
  ['sequence.editor', ['=true', '=:']],
  ['credential.helper', ['=']],
]);

/**
 * Tells whether a setting, as `section.name=value` or without a value, leaves git what it is but for what it shows, how it
 * compares and whom a commit names. The list is closed: any other may name a program.
 */
export function isTameSetting(setting: string): boolean {
  const equals = setting.indexOf('=');
  const name = setting.slice(0, equals < 0 ? undefined : equals).toLowerCase();
  if (TAME_SETTINGS.has(name) || SWITCHED_OFF.get(name)?.includes(setting.slice(name.length)) === true) return true;
  const [section = '', , subsection] = name.split('.');
  return subsection === undefined && section !== name && TAME_SECTIONS.has(section) && !NAMES_PROGRAM.has(name);
}

/** Of the sections that only show, the settings that do more: a key that signs, a file that is read. */
const NAMES_PROGRAM: ReadonlySet<string> = new Set(['user.signingkey', 'blame.ignorerevsfile']);
