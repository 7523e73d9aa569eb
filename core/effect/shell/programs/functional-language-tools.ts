import { INSTALLS_INTO_PROJECT, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramTable } from '../program-rule.ts';
import { CHECKS, CONVERTS, FORMATS, INTERPRETS, REWRITES, RUNS_PROJECT, SERVES, VIEWS } from './program-shapes.ts';

/** Tools of functional languages, of provers, and of languages with one small tool chain. */
export const FUNCTIONAL_LANGUAGE_TOOLS: ProgramTable = {
  'rebar typer haskell-language-server hie weeder implicit-hie hspec-discover ocamlbuild odig merlin ocamlmerlin':
    RUNS_PROJECT,
  'erlfmt cabal-fmt cabal-gild brittany hindent refmt nimpretty findent fprettify': {
    ...FORMATS,
    options: { ...FORMATS.options, '-w --write -i --inplace': { operands: ['write'] } },
  },
  'haddock odoc odoc_driver docc jazzy coq_makefile hasktags fast-tags': CONVERTS,
  'ocamllex ocamlyacc menhir': CONVERTS,
  'bisect-ppx-report': CHECKS,
  hoogle: {
    does: READS_REMOTE,
    subcommands: { generate: { does: [READS_REMOTE, RUNS] }, server: SERVES, '*': { does: READS_REMOTE } },
  },
  // Proofs may load plugins and run commands while they are checked.
  'coqc coqtop lean agda isabelle dafny fstar why3 frama-c boogie rocq': { ...RUNS_PROJECT, operands: ['script'] },
  'cvc5 cbmc tlc2 tla2tools alloy yices-smt2 boolector': CHECKS,
  'janet fennel neko hl uiua bqn dyalog apl j radian ros roswell': INTERPRETS,
  'bal mmc mercury chpl chapel vlang testament blueprint-compiler': RUNS_PROJECT,
  'jpm vpm haxelib zef': {
    does: INSTALLS_INTO_PROJECT,
    subcommands: {
      'list search show info path help config version outdated': {},
      'build test run rules': { does: RUNS_PROJECT_CODE },
      '*': { does: INSTALLS_INTO_PROJECT },
    },
  },
  minil: {
    does: RUNS_PROJECT_CODE,
    subcommands: { release: { does: [RUNS_PROJECT_CODE, 'net.upload'] }, '*': { does: RUNS_PROJECT_CODE } },
  },
  'zls fortls nil nixd bash-language-server lua-language-server sourcekit-lsp': { does: RUNS_PROJECT_CODE },
  'pg_prove pg_tap pgtap_prove': {
    does: [RUNS_PROJECT_CODE, 'db.write'],
    options: { '-d --dbname': 'database', '-h --host': 'server' },
    operands: ['script'],
  },
  'scip scip-typescript scip-python scip-java lsif-go zoekt-index': REWRITES,
  zoekt: VIEWS,
};
