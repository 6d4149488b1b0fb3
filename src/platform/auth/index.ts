export { readSettings, type Settings } from '../settings/settings.ts';
export { createSetupToken } from './create-setup-token.ts';
export { signInDemo } from './sign-in-demo.ts';
export { type DigestRecipient, digestRecipients } from './store/digest.ts';
