import i18next, { type FormatterModule } from 'i18next';
import { useSyncExternalStore } from 'react';
import type { locales } from '../i18n/locales.generated.ts';

export type Locale = 'fr' | 'en';

type Tree = (typeof locales)['fr'];
type Base<K extends string> = K extends `${infer B}_${'zero' | 'one' | 'many' | 'other'}` ? B : K;
type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${Base<K>}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** Every text of the product: `<room>:<path>` (`shell:` for this folder). A missing key is a type error. */
export type TextKey = { [N in keyof Tree & string]: `${N}:${Leaves<Tree[N]>}` }[keyof Tree & string];
export type Values = Record<string, string | number | undefined>;
export type Translate = (key: TextKey, values?: Values) => string;

const load = {
  fr: () => import('../i18n/fr.generated.ts'),
  en: () => import('../i18n/en.generated.ts'),
};
const listeners = new Set<() => void>();
let current: Locale = 'fr';

export function initialLocale(): Locale {
  const lang = document.documentElement.lang;
  return lang === 'en' ? 'en' : 'fr';
}

const numbers = { fr: new Intl.NumberFormat('fr-FR'), en: new Intl.NumberFormat('en-GB') };
const formatValue = (value: unknown, _format: unknown, lng?: string): string =>
  typeof value === 'number' ? numbers[lng === 'en' ? 'en' : 'fr'].format(value) : String(value ?? '');

/** Numbers inside sentences are written as the language writes them. */
const formatter: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: formatValue,
};

/** Loads the texts of one language, then shows every screen in it. */
export async function setLocale(locale: Locale): Promise<void> {
  const { texts } = await load[locale]();
  if (!i18next.isInitialized) {
    await i18next.use(formatter).init({
      lng: locale,
      fallbackLng: false,
      resources: { [locale]: texts },
      interpolation: { escapeValue: false, alwaysFormat: true },
    });
  } else {
    for (const [room, tree] of Object.entries(texts)) i18next.addResourceBundle(locale, room, tree);
    await i18next.changeLanguage(locale);
  }
  current = locale;
  document.documentElement.lang = locale;
  try {
    localStorage.setItem('vigie.locale', locale);
  } catch {
    // Storage is closed: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Outside components (errors, toasts). Inside, use `useT`. */
export const translate: Translate = (key, values) => {
  // French has a plural for whole millions that no text here needs: it reads as any other plural.
  const millions = typeof values?.count === 'number' && Math.abs(values.count) >= 1_000_000;
  return i18next.t(millions ? `${key}_other` : key, values as Record<string, unknown>) as string;
};

/** A text that comes as a key in data (an error code, a job name): the key itself when nobody wrote it. */
export const translateLoose = (key: string, values?: Values, fallback?: string): string =>
  i18next.exists(key, values as Record<string, unknown>)
    ? translate(key as TextKey, values)
    : (fallback ?? key);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useLocale = (): Locale => useSyncExternalStore(subscribe, () => current);
export const currentLocale = (): Locale => current;

/** `const t = useT(); t('shell:nav.today')`. */
export function useT(): Translate {
  useLocale();
  return translate;
}
