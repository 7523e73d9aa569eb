import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SUPPORT_BY_COUNTRY, showSupport } from './show-support.ts';
import { SUPPORT_WORDS } from './support-words.ts';

const NOBODY = { country: null, language: null, kinds: [], message: null } as const;

describe('showSupport', () => {
  test('asks whether the person is safe, names the emergency numbers and the lines of the country', () => {
    const { text, question, emergency } = showSupport({ ...NOBODY, country: 'DE', language: 'de' });
    assert.match(text, /Bist du im Moment in Sicherheit\?/);
    assert.match(text, /112, 110/);
    assert.match(text, /0800 111 0 111/);
    assert.ok(text.includes(question));
    assert.deepEqual(emergency, ['112', '110']);
    assert.doesNotMatch(text, /988|741741/);
  });

  test('names 988 and 741741 to people in the United States', () => {
    const { text } = showSupport({ ...NOBODY, country: 'US', language: 'en' });
    assert.match(text, /988/);
    assert.match(text, /HOME to 741741/);
  });

  test('shows the directory of all countries where none is known, and English for a language it has not', () => {
    const shown = showSupport({ ...NOBODY, country: 'XX', language: 'xx' });
    assert.equal(shown.country, null);
    assert.equal(shown.language, 'en');
    assert.match(shown.text, /findahelpline\.com/);
    assert.deepEqual(showSupport({ ...NOBODY, language: '__proto__' }).language, 'en');
    assert.deepEqual(shown.lines, []);
  });

  test('shows lines against violence first where it is about that, and only there', () => {
    const names = (kinds: readonly 'violence-suffered'[]): readonly string[] =>
      showSupport({ ...NOBODY, country: 'ES', kinds }).lines.map(({ name }) => name);
    assert.deepEqual(names(['violence-suffered']), ['Línea 016', 'Línea 024']);
    assert.deepEqual(names([]), ['Línea 024']);
  });

  test('shows the operator’s own words before the last line', () => {
    const lines = showSupport({ ...NOBODY, country: 'FR', message: 'We are glad that you are here.' }).text.split('\n');
    assert.equal(lines.at(-2), 'We are glad that you are here.');
  });
});

describe('the table of support', () => {
  test('has at least 25 countries, each with an emergency number, a line for everybody or the young, and a source', () => {
    assert.ok(SUPPORT_BY_COUNTRY.size >= 25);
    for (const { country, emergency, lines, sources } of SUPPORT_BY_COUNTRY.values()) {
      assert.match(country, /^[A-Z]{2}$/);
      assert.ok(emergency.length > 0, country);
      assert.ok(
        lines.some((line) => line.for !== 'violence' && (line.phone ?? line.text) !== null),
        country,
      );
      assert.ok(sources.length > 0 && sources.every((source) => source.startsWith('https://')), country);
    }
  });

  test('writes every text in every language', () => {
    for (const [language, words] of Object.entries(SUPPORT_WORDS))
      assert.ok(
        Object.values(words).every((text) => text.length > 1),
        language,
      );
  });
});
