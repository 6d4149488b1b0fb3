import { useMemo } from 'react';
import { type Locale, useLocale } from './i18n.ts';
import { useZone } from './session.ts';

const NBSP = '\u00a0';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type When = string | number | Date;

/** Numbers, dates and durations as a French (or British) civil servant writes them, in the organisation's time zone. */
export interface Format {
  number(value: number, digits?: number): string;
  /** 0.78 → « 78 % » */
  percent(share: number, digits?: number): string;
  bytes(count: number): string;
  /** « 30 nov. », with the year when it is not this one. */
  day(when: When): string;
  /** « lun. 30 nov. » */
  weekday(when: When): string;
  /** « lundi 30 novembre 2026 » */
  longDay(when: When): string;
  /** « 17 h », « 7 h 12 » ; « 17:00 » */
  time(when: When): string;
  /** « lun. 30 nov., 17 h » */
  dateTime(when: When): string;
  /** « auj., 6 h 51 », « hier, 16 h 20 », « 20 nov., 6 h 02 », « 3 juin 2025 » */
  recent(when: When, now?: number): string;
  /** « aujourd’hui », « hier », « demain », « il y a 12 j », « dans 3 j » */
  relativeDay(when: When, now?: number): string;
  /** Milliseconds → « 2 j 9 h », « 9 h 08 », « 12 min » */
  duration(ms: number): string;
}

export function formatIn(locale: Locale, timeZone: string): Format {
  const fr = locale === 'fr';
  const tag = fr ? 'fr-FR' : 'en-GB';
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const short = part({ day: 'numeric', month: 'short' });
  const shortYear = part({ day: 'numeric', month: 'short', year: 'numeric' });
  const week = part({ weekday: 'short', day: 'numeric', month: 'short' });
  const long = part({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const clock = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const isoDay = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const number = (value: number, digits = 0) =>
    value.toLocaleString(tag, { maximumFractionDigits: digits, minimumFractionDigits: 0 });
  const tie = (text: string) => text.replaceAll(' ', NBSP);

  const days = (when: When, now: number) =>
    Math.round((Date.parse(isoDay.format(new Date(when))) - Date.parse(isoDay.format(now))) / DAY);
  const day = (when: When) => {
    const date = new Date(when);
    const sameYear = isoDay.format(date).slice(0, 4) === isoDay.format(Date.now()).slice(0, 4);
    return tie((sameYear ? short : shortYear).format(date)).replace(/^1(?=\D)/, fr ? '1er' : '1');
  };
  const time = (when: When) => {
    const text = clock.format(new Date(when));
    if (!fr) return text;
    const [hour = '0', minute = '00'] = text.split(':');
    return `${Number(hour)}${NBSP}h${minute === '00' ? '' : `${NBSP}${minute}`}`;
  };
  const words = fr
    ? { today: 'aujourd’hui', yesterday: 'hier', tomorrow: 'demain', todayShort: 'auj.' }
    : { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow', todayShort: 'today' };

  return {
    number,
    percent: (share, digits = 0) => {
      const step = 10 ** -digits;
      const rounded = Math.round((share * 100) / step) * step;
      const near = rounded >= 100 && share < 1 ? '>' : rounded <= 0 && share > 0 ? '<' : '';
      const shown = near === '>' ? 100 - step : near === '<' ? step : share * 100;
      return `${near && `${near}${NBSP}`}${number(shown, digits)}${fr ? NBSP : ''}%`;
    },
    bytes: (count) => {
      const units = fr ? ['octets', 'ko', 'Mo', 'Go', 'To'] : ['bytes', 'kB', 'MB', 'GB', 'TB'];
      const step = count < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(count) / 3));
      const scaled = count / 1000 ** step;
      return `${number(scaled, scaled < 10 && step > 0 ? 1 : 0)}${NBSP}${units[step]}`;
    },
    day,
    weekday: (when) => tie(week.format(new Date(when)).replace(',', '')),
    longDay: (when) => long.format(new Date(when)),
    time,
    dateTime: (when) => `${tie(week.format(new Date(when)).replace(',', ''))}, ${time(when)}`,
    recent: (when, now = Date.now()) => {
      const distance = days(when, now);
      if (distance === 0) return `${words.todayShort}, ${time(when)}`;
      if (distance === -1) return `${words.yesterday}, ${time(when)}`;
      if (distance === 1) return `${words.tomorrow}, ${time(when)}`;
      return Math.abs(distance) < 60 ? `${day(when)}, ${time(when)}` : day(when);
    },
    relativeDay: (when, now = Date.now()) => {
      const distance = days(when, now);
      if (distance === 0) return words.today;
      if (distance === -1) return words.yesterday;
      if (distance === 1) return words.tomorrow;
      const count = `${number(Math.abs(distance))}${NBSP}${fr ? 'j' : 'd'}`;
      if (fr) return distance < 0 ? `il y a ${count}` : `dans ${count}`;
      return distance < 0 ? `${count} ago` : `in ${count}`;
    },
    duration: (ms) => {
      const left = Math.abs(ms);
      const d = Math.floor(left / DAY);
      const h = Math.floor((left % DAY) / HOUR);
      const m = Math.floor((left % HOUR) / MINUTE);
      const j = fr ? 'j' : 'd';
      if (d >= 10) return `${number(d)}${NBSP}${j}`;
      if (d >= 1) return `${d}${NBSP}${j}${h > 0 ? `${NBSP}${h}${NBSP}h` : ''}`;
      if (h >= 1) return `${h}${NBSP}h${m > 0 ? `${NBSP}${String(m).padStart(2, '0')}` : ''}`;
      if (m >= 1) return `${m}${NBSP}min`;
      return `${Math.floor(left / 1000)}${NBSP}s`;
    },
  };
}

/** `const f = useFormat(); f.dateTime(finding.dueAt)`. */
export function useFormat(): Format {
  const locale = useLocale();
  const zone = useZone();
  return useMemo(() => formatIn(locale, zone), [locale, zone]);
}
