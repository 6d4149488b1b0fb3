// What the platform's own screens ask of the server: every path in one place.
export const ME = '/api/auth/me';
export const PASSWORD = '/api/auth/me/password';
export const TOTP = '/api/auth/me/totp';
export const PASSKEYS = '/api/auth/me/passkeys';
export const SESSIONS = '/api/auth/me/sessions';
export const TOKENS = '/api/auth/tokens';
export const USERS = '/api/auth/users';
export const ROLES_MATRIX = '/api/auth/roles';
export const JOURNAL = '/api/platform/journal';
export const JOBS = '/api/platform/jobs';
export const CONFIG = '/api/platform/configuration';

export interface JournalRow {
  seq: number;
  at: string;
  actor: string;
  action: string;
  object: { kind: string; id: string; label?: string } | null;
  details: Record<string, unknown>;
  hash: string;
}
export interface Configuration {
  organisation: { name: string; timeZone: string };
  /** The settings in force, secrets left out. */
  settings: readonly {
    name: string;
    value: string | null;
    from: 'default' | 'environment' | 'command-line' | 'screen';
    description: string;
  }[];
  /** Mail can be sent. */
  mail: boolean;
}
