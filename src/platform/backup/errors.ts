import { defineErrors } from '../errors.ts';

export const fail = defineErrors('platform', {
  'backup-exists': { status: 409 },
  'backup-unreadable': { status: 422 },
  'backup-encrypted': { status: 422 },
  'backup-wrong-passphrase': { status: 422 },
  'backup-damaged': { status: 422 },
  'restore-not-empty': { status: 409 },
});
