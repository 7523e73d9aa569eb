import { SUPPORT_BY_COUNTRY } from '../../core/crisis/support/show-support.ts';

/**
 * The country that the machine stands in, as far as it says so: the one whose time zone it keeps. Null where no country that we know
 * support of keeps it, for example in UTC. The locale is no help: most machines are in English whoever uses them.
 */
export function localCountry(timeZone: string): string | null {
  return [...SUPPORT_BY_COUNTRY.keys()].find((country) => timeZonesOf(country).includes(timeZone)) ?? null;
}

/** ECMA-402 has it; the compiler's library does not know it yet. */
type ZonedLocale = Intl.Locale & { readonly getTimeZones?: () => readonly string[] | undefined };

function timeZonesOf(country: string): readonly string[] {
  const locale: ZonedLocale = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? [];
}
