/** Longest text a pattern is tried on. */
const MAX_TEXT = 20_000;

/** `cpe` of the schema: the CPE 2.3 formatted string or the URI binding. */
const PART = String.raw`(?:(?:(?:\?*|\*?)(?:[a-zA-Z0-9\-._]|\\[\\*?!"#$%&'()+,/:;<=>@[\]^${'`'}{|}~]))+(?:\?*|\*?)|[*\-])`;
const CPE = new RegExp(
  String.raw`^(?:cpe:2\.3:[aho*\-](?::${PART}){5}(?::(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|\d{3}))?|[*\-]))(?::${PART}){4}|[cC][pP][eE]:/[AHOaho]?(?::[A-Za-z0-9._\-~%]*){0,6})$`,
);
export const isCpeText = (text: string): boolean => text.length <= 1000 && CPE.test(text);

/** BCP 47 by the letter of the schema; whether the tags exist is test 6.1.12. */
const LANG =
  /^(([A-Za-z]{2,3}(-[A-Za-z]{3}(-[A-Za-z]{3}){0,2})?|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?|[Xx](-[A-Za-z0-9]{1,8})+|[Ii]-[Dd][Ee][Ff][Aa][Uu][Ll][Tt]|[Ii]-[Mm][Ii][Nn][Gg][Oo])$/;
export const isLangText = (text: string): boolean => text.length <= 100 && LANG.test(text);

/** RFC 3986 with a scheme. */
export function isUri(text: string): boolean {
  return (
    text.length <= MAX_TEXT &&
    /^[a-zA-Z][a-zA-Z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text) &&
    !/%(?![0-9a-fA-F]{2})/.test(text) &&
    !/#.*#/.test(text)
  );
}

export const isUuid = (text: string): boolean =>
  /^([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|0{8}-(0{4}-){3}0{12}|f{8}-(f{4}-){3}f{12})$/.test(
    text,
  );

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})(T|t|\s)(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|z|[+-]\d{2}:?\d{2})$/;

/** RFC 3339 as JSON Schema checks it: the separator may be a space, the letters small. */
export function isDateTime(text: string): boolean {
  const found = text.length <= 80 ? DATE_TIME.exec(text) : null;
  if (!found) return false;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 5, 6, 7].map((i) => Number(found[i]));
  const days = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  if ((month ?? 0) < 1 || (month ?? 0) > 12 || (day ?? 0) < 1 || (day ?? 0) > days) return false;
  return (hour ?? 0) <= 23 && (minute ?? 0) <= 59 && ((second ?? 0) <= 59 || isLeapSecond(text));
}

/** A leap second falls on 23:59:60 UTC. */
function isLeapSecond(text: string): boolean {
  const at = Date.parse(text.replace(/[t\s]/, 'T').replace(/:60/, ':59').replace('z', 'Z'));
  return /:60/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().slice(11, 19) === '23:59:59';
}

/** CSAF 2.1 §2.2: RFC 3339 with capital T and Z and without leap seconds. */
export function isStrictDateTime(text: string): boolean {
  return (
    isDateTime(text) &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text)
  );
}

/** Seconds since 1970 with their fraction; `undefined` when the text is no date. */
export function instantOf(text: string | undefined): number | undefined {
  if (text === undefined || text.length > 80) return undefined;
  const fraction = /:\d{2}(\.\d+)/.exec(text)?.[1] ?? '';
  const whole = text.replace(fraction, '').replace(/[t\s]/, 'T').replace(/z$/, 'Z');
  const at = Date.parse(whole.replace(/:60(?=[Z+-])/, ':59'));
  return Number.isNaN(at) ? undefined : at / 1000 + Number(fraction || 0);
}

const VERSION =
  /^(0|[1-9]\d*)$|^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;
export const isDocumentVersion = (text: string): boolean => text.length <= 200 && VERSION.test(text);
