// zod compiles its checks with `new Function` where it may: our policy refuses that, so it must not even try.
globalThis.__zod_globalConfig = { jitless: true };

// Before the first paint: the theme and language this browser chose last.
try {
  const theme = localStorage.getItem('vigie.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const lang = localStorage.getItem('vigie.locale');
  if (lang === 'fr' || lang === 'en') document.documentElement.lang = lang;
} catch {
  // Storage is closed in this browser: the system's theme serves.
}
