import { z } from 'zod';
import { listOf, PageQuery, pageOf } from '../http/page.ts';

const Instant = z.string();
const Text = (max: number) => z.string().trim().min(1).max(max);
const Secret = z.string().min(1).max(1024);
const Code = z.string().trim().min(6).max(40);
const Token = z.string().min(20).max(200);
/** As @simplewebauthn/browser gives it; examined by the verifier. */
const Ceremony = z.object({ ceremony: Token, response: z.record(z.string(), z.unknown()) });

export const RoleSchema = z.enum([
  'reader',
  'service-owner',
  'operator',
  'soc-analyst',
  'dpo',
  'ciso',
  'admin',
]);
export const LocaleSchema = z.enum(['fr', 'en']);
export const ThemeSchema = z.enum(['system', 'light', 'dark']);
/** When a person gets the digest of changes by mail. */
export const DigestSchema = z.enum(['never', 'daily', 'weekly']);
export const Email = z
  .email()
  .max(254)
  .transform((s) => s.toLowerCase());
export const TimeZone = z
  .string()
  .max(60)
  .refine((name) => name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name), 'not a time zone');

export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(RoleSchema),
  permissions: z.array(z.string()),
  locale: LocaleSchema,
  theme: ThemeSchema,
  digest: DigestSchema,
  /** The visit before this one: what "since my last visit" counts from. */
  lastVisit: Instant.nullable(),
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  passkeys: z.number().int(),
  recoveryCodesLeft: z.number().int(),
});
export type Me = z.infer<typeof Me>;
export const MeChange = z
  .object({ name: Text(120), locale: LocaleSchema, theme: ThemeSchema, digest: DigestSchema })
  .partial();

export const SessionState = z.object({
  state: z.enum(['set-up', 'signed-out', 'second-factor', 'signed-in']),
  user: Me.optional(),
  /** Until when dangerous acts ask for no new sign-in. */
  recentUntil: Instant.optional(),
  organisation: z.object({ name: z.string() }).optional(),
  timeZone: z.string(),
  demo: z.boolean(),
  oidc: z.object({ label: z.string() }).nullable(),
});
export type SessionState = z.infer<typeof SessionState>;

export const SignIn = z.object({ email: Email, password: Secret });
export const SignInAnswer = z.object({ state: z.enum(['signed-in', 'second-factor']) });
export const SecondFactor = z.object({ code: Code });
/** Proves again who is there, for dangerous acts: the password, or a code where there is one. */
export const Confirm = z.object({ password: Secret.optional(), code: Code.optional() });

export const SetUp = z.discriminatedUnion('choice', [
  z.object({ choice: z.literal('demo'), token: Token }),
  z.object({
    choice: z.literal('own'),
    token: Token,
    organisation: Text(200),
    timeZone: TimeZone,
    locale: LocaleSchema.default('fr'),
    name: Text(120),
    email: Email,
    password: Secret,
  }),
]);
export const OneTimeLink = z.object({ token: Token });
export const LinkFacts = z.object({
  kind: z.enum(['set-up', 'invite', 'reset', 'demo']),
  name: z.string().nullable(),
  email: z.string().nullable(),
});
export const AcceptLink = OneTimeLink.extend({ password: Secret });
export const AskReset = z.object({ email: Email });
export const ChangePassword = z.object({ current: Secret.optional(), password: Secret });

export const TotpOffer = z.object({
  secret: z.string(),
  uri: z.string(),
  /** The QR code: `size` modules a side, dark ones as one SVG path. */
  qr: z.object({ size: z.number().int(), path: z.string() }),
});
export const ConfirmTotp = z.object({ code: Code });
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });

export const PasskeyOptions = z.object({ ceremony: z.string(), options: z.record(z.string(), z.unknown()) });
export const PasskeyAnswer = Ceremony;
export const NewPasskey = Ceremony.extend({ name: Text(60) });
export const Passkey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export const Passkeys = z.object({ items: z.array(Passkey) });

export const SessionRow = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  method: z.string(),
  createdAt: Instant,
  seenAt: Instant,
  expiresAt: Instant,
  ip: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
});
export const Sessions = z.object({ items: z.array(SessionRow) });

export const TokenRow = z.object({
  id: z.string(),
  name: z.string(),
  userId: z.string(),
  userName: z.string(),
  scopes: z.array(z.string()),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export const Tokens = z.object({ items: z.array(TokenRow) });
export const NewToken = z.object({
  name: Text(80),
  scopes: z.array(z.string().max(80)).min(1).max(300),
  expiresInDays: z.number().int().min(1).max(365),
});
/** `token` is shown this once. */
export const IssuedToken = z.object({ token: z.string(), row: TokenRow });

export const UserState = z.enum(['invited', 'active', 'disabled']);
export const UserRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(RoleSchema),
  state: UserState,
  hasSecondFactor: z.boolean(),
  oidcSubject: z.string().nullable(),
  createdAt: Instant,
  lastSignInAt: Instant.nullable(),
});
export type UserRow = z.infer<typeof UserRow>;
export const UserQuery = PageQuery.extend({ state: listOf(UserState), role: listOf(RoleSchema) });
export const UserPage = pageOf(UserRow);
export const InviteUser = z.object({
  name: Text(120),
  email: Email,
  roles: z.array(RoleSchema).min(1).max(7),
  locale: LocaleSchema.default('fr'),
  /** `sub` at the identity provider, when the person signs in there only. */
  oidcSubject: Text(255).optional(),
});
export const ChangeUser = z
  .object({
    name: Text(120),
    roles: z.array(RoleSchema).min(1).max(7),
    state: z.enum(['active', 'disabled']),
    oidcSubject: Text(255).nullable(),
  })
  .partial();
/** `link` is shown this once; `mailed` tells whether it also left by mail. */
export const UserWithLink = z.object({ user: UserRow, link: z.string(), mailed: z.boolean() });

export const RolesMatrix = z.object({
  roles: z.array(RoleSchema),
  permissions: z.array(z.object({ id: z.string(), room: z.string(), roles: z.array(RoleSchema) })),
});
export const Id = z.object({ id: z.string().min(1).max(200) });
export const Done = z.object({ done: z.literal(true) });
