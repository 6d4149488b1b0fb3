// What the platform's own screens ask of the server: every path in one place.
export const ME = '/api/auth/me';
export const PASSWORD = '/api/auth/me/password';
export const TOTP = '/api/auth/me/totp';
export const PASSKEYS = '/api/auth/me/passkeys';
export const SESSIONS = '/api/auth/me/sessions';
export const TOKENS = '/api/auth/me/tokens';
export const USERS = '/api/platform/users';
export const ROLES_MATRIX = '/api/platform/roles';
export const JOURNAL = '/api/platform/journal';
export const JOBS = '/api/platform/jobs';
export const PARKED = '/api/platform/events/parked';
export const CONFIG = '/api/platform/config';
export const SETTINGS = '/api/platform/settings';
