import { createInstance, type TFunction } from 'i18next';
import { locales } from './locales.generated.ts';

export type Locale = 'fr' | 'en';

const instances = new Map<Locale, TFunction>();

/** The texts of all rooms in one language, for mails, documents and errors: `t('exposure:verdict.affected')`. */
export function translator(locale: Locale): TFunction {
  const known = instances.get(locale);
  if (known) return known;
  const instance = createInstance();
  // `initAsync: false` loads the texts before returning: they are in memory already.
  void instance.init({
    lng: locale,
    fallbackLng: false,
    resources: { [locale]: locales[locale] },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  instances.set(locale, instance.t);
  return instance.t;
}
