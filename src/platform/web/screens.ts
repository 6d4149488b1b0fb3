import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Format } from './format.ts';
import type { TextKey, Translate } from './i18n.ts';

export interface NavEntry {
  /** `/expositions` */
  to: string;
  labelKey: TextKey;
  icon: LucideIcon;
  /** Place in the rail, top to bottom: 10 Aujourd'hui, 20 Services, 30 Expositions, 40 Veille … 110 Patrimoine, 120 Réglages. */
  order: number;
  /** A number beside the word: a list path (its `total` is shown) or a path with its own field. */
  count?: { path: string; query?: Record<string, string>; field?: string };
  /** Shown only to those who have it. */
  permission?: string;
  /** Other path prefixes of which this entry is the current one. */
  also?: readonly string[];
}

export interface ScreenRoute {
  /** `/expositions/$id` */
  path: string;
  /** `() => import('./finding.tsx')`: the module exports `Screen`. Each screen is a file loaded on demand. */
  load: () => Promise<{ Screen: ComponentType }>;
  /** `bare`: without rail and bars (set-up, sign-in). */
  frame?: 'bare';
}

export interface PaletteEntry {
  labelKey: TextKey;
  icon?: LucideIcon;
  /** Where it leads, or what it does. */
  to?: string;
  run?: () => void;
  permission?: string;
  /** More words to find it by. */
  wordsKey?: TextKey;
}

/** A part of the status bar: a question to the server, and its words. */
export interface StatusEntry {
  order: number;
  path: string;
  query?: Record<string, string>;
  /** Live topics that change it, beside those its path tells. */
  topics?: readonly string[];
  to: string;
  icon?: LucideIcon;
  permission?: string;
  /** Nothing is drawn for `undefined`; `alarm` when it must be looked at. */
  say: (data: unknown, t: Translate, f: Format) => { text: string; alarm?: boolean } | undefined;
}

export interface RoomScreens {
  room: string;
  nav: readonly NavEntry[];
  routes: readonly ScreenRoute[];
  palette?: readonly PaletteEntry[];
  /** Blind spots, feeds, journal: what the status bar always says. */
  status?: readonly StatusEntry[];
}

/**
 * What a room shows: `src/<room>/web/index.tsx` exports `screens = defineScreens({ room, nav, routes, palette })`
 * and `src/main-web.tsx` composes the rooms.
 */
export function defineScreens(screens: RoomScreens): RoomScreens {
  return screens;
}
