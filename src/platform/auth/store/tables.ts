import type { Role } from '../actor.ts';

export interface UserRecord {
  id: string;
  email: string;
  name: string;
  roles: Role[];
  state: 'invited' | 'active' | 'disabled';
  locale: 'fr' | 'en';
  theme: 'system' | 'light' | 'dark';
  digest: 'never' | 'daily' | 'weekly';
  is_demo: boolean;
  password_hash: string | null;
  totp_secret: string | null;
  totp_pending: string | null;
  totp_step: number;
  oidc_subject: string | null;
  created_at: Date;
  last_sign_in_at: Date | null;
  last_visit_at: Date | null;
  seen_at: Date | null;
}

export interface SessionRecord {
  hash: string;
  id: string;
  user_id: string;
  stage: 'second-factor' | 'full';
  method: string;
  created_at: Date;
  authenticated_at: Date;
  seen_at: Date;
  expires_at: Date;
  ip: string;
  user_agent: string;
}

export interface TokenRecord {
  id: string;
  hash: string;
  user_id: string;
  name: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export interface PasskeyRecord {
  id: string;
  user_id: string;
  name: string;
  public_key: string;
  counter: number;
  transports: string[];
  created_at: Date;
  last_used_at: Date | null;
}

export type LinkKind = 'set-up' | 'invite' | 'reset' | 'demo';

export type AuthTables = {
  platform_users: UserRecord;
  platform_sessions: SessionRecord;
  platform_tokens: TokenRecord;
  platform_passkeys: PasskeyRecord;
  platform_recovery_codes: { user_id: string; code_hash: string };
  platform_links: { hash: string; kind: LinkKind; user_id: string | null; expires_at: Date };
  platform_ceremonies: {
    hash: string;
    kind: string;
    user_id: string | null;
    payload: string;
    expires_at: Date;
  };
  platform_attempts: { key: string; failures: number; last_at: Date };
};
